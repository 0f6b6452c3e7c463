/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.Filter;
import dev.serai.connector.registry.ConnectorTypes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Holds a connector to the contract. A connector's test class extends it and says what the connector is; the checks come
 * with it. Each begins with a {@linkplain SystemUnderTest#reset() reset} system and a Camel context of its own.
 *
 * <p>Every check counts until {@link #lacks} says that the connector cannot be held to it. The methods that are not
 * abstract belong to behaviours; one that the connector lacks need not be implemented.
 */
@ExtendWith(ConformanceExtension.class)
public abstract class ConnectorConformance
        implements ConfigurationChecks,
                LifecycleChecks,
                FailureChecks,
                RetryChecks,
                LimitChecks,
                CacheChecks,
                SecrecyChecks,
                ConcurrencyChecks,
                HealthChecks,
                DescriptionChecks,
                RouteChecks,
                StreamChecks,
                FetchChecks,
                CapabilityChecks,
                PageChecks {

    private final Map<Behaviour, String> lacking = new EnumMap<>(Behaviour.class);
    private ConformanceRun run;

    /** The connector's type, as declarations name it. */
    protected abstract String type();

    /** Tells several test classes of one type apart: the kind of system. Empty when there is one. */
    protected String variant() {
        return "";
    }

    /** The system, which runs. */
    protected abstract SystemUnderTest system();

    /**
     * A declaration that works: values by full path ({@code connection.url}) as they would stand in a file, secrets
     * included.
     */
    protected abstract Map<String, String> options();

    /** Other options without which this one is refused, by full path. By default there are none. */
    protected Map<String, String> companions(String option) {
        return Map.of();
    }

    /** The options of {@link #options} that are secrets. For {@link Behaviour#SECRETS}. */
    protected List<String> secretOptions() {
        throw missing("secretOptions()", Behaviour.SECRETS);
    }

    /** Options that make the credentials wrong, by full path. For {@link Behaviour#CREDENTIALS}. */
    protected Map<String, String> wrongCredentials() {
        throw missing("wrongCredentials()", Behaviour.CREDENTIALS);
    }

    /** Options that make the connector's own time-out as short as can be. For {@link Behaviour#OWN_TIMEOUT}. */
    protected Map<String, String> impatientOptions() {
        throw missing("impatientOptions()", Behaviour.OWN_TIMEOUT);
    }

    /** A call of a read-only operation, with its output and at least one input that is not the payload. */
    protected abstract Call read();

    /** How often each of the many callers reads that call at once; less where each read opens a connection of its own. */
    protected int readsOfEachCaller() {
        return 8;
    }

    /**
     * A call that changes something, each time, with an input that is the payload. It leaves the output of {@link #read}
     * as it is. Unsafe unless the connector lacks {@link Behaviour#UNSAFE_CHANGES}.
     */
    protected abstract Call change();

    /** A change of what {@link #read} reads, for checks of the cache. By default {@link #change}. */
    protected Call changeOfWhatIsRead() {
        return change();
    }

    /** A call that the system is certain to refuse. */
    protected abstract Call refused();

    /** A call of several changes, of which one is refused after others were accepted. For {@link Behaviour#TRANSACTIONS}. */
    protected Call abortedChanges() {
        throw missing("abortedChanges()", Behaviour.TRANSACTIONS);
    }

    /** A call that lets the system compute something, with its output. For {@link Behaviour#AGGREGATION}. */
    protected Call aggregation() {
        throw missing("aggregation()", Behaviour.AGGREGATION);
    }

    /** For the behaviours of records: streaming, pagination, and what belongs to them. */
    protected Records records() {
        throw missing("records()", Behaviour.PAGINATION);
    }

    /** Many records, ten thousand for example, of which nothing but the number matters. For {@link Behaviour#STREAMING}. */
    protected Records manyRecords() {
        throw missing("manyRecords()", Behaviour.STREAMING);
    }

    /**
     * Filters that the connector cannot apply. Without {@link Behaviour#FILTERING} any filter is one. For
     * {@link Behaviour#UNSUPPORTED_REQUESTS}.
     */
    protected List<Filter> unsupportedFilters() {
        return List.of(new Filter(records().sortField(), Filter.Operator.NE, "nothing"));
    }

    /** What makes the connector: by default the factory of the {@link #type} that the class path has. */
    protected ConnectorFactory<?> factory() {
        return ConnectorTypes.of(getClass().getClassLoader())
                .find(type())
                .orElseThrow(() -> new AssertionError("There is no connector type '" + type()
                        + "' on the class path. Is it named in META-INF/services/" + ConnectorFactory.class.getName()
                        + "?"));
    }

    /** How long checks wait for what must come about; the checks themselves never wait longer than they need. */
    protected Duration patience() {
        return Duration.ofSeconds(60);
    }

    /**
     * Names, as a pattern, of threads that a connector leaves behind because all connectors of a Camel context share them.
     * Numbers in names are {@code #}. By default there are none.
     */
    protected String sharedThreads() {
        return "";
    }

    /** Puts into a check's new Camel context what the connector needs to find there. By default nothing. */
    protected void prepare(CamelContext camelContext) {}

    /** The folder that relative paths of the declaration are relative to. */
    protected Path baseDirectory() {
        return Path.of("").toAbsolutePath();
    }

    /** The page that has a row for each connector; empty when there is none. */
    protected Optional<Path> page() {
        return ConformancePage.besideTheModule();
    }

    /** The folder that the result of a run is written to, as JSON. */
    protected Path results() {
        return Path.of("target", "conformance");
    }

    /**
     * Says that the connector cannot be held to something. Called in the constructor.
     *
     * @param reason a sentence
     */
    protected final void lacks(Behaviour behaviour, String reason) {
        lacking.put(behaviour, reason);
    }

    final Map<Behaviour, String> lacking() {
        return lacking;
    }

    final boolean has(Behaviour behaviour) {
        return !lacking.containsKey(behaviour);
    }

    /** The type, with the variant if there is one: {@code sql (SQLite)}. */
    final String title() {
        return variant().isEmpty() ? type() : type() + " (" + variant() + ")";
    }

    /** What the checks work with. */
    @Override
    public final ConformanceRun run() {
        return run;
    }

    @BeforeEach
    final void begin() {
        system().reset();
        run = new ConformanceRun(this);
    }

    @AfterEach
    final void end() {
        if (run != null) {
            run.close();
        }
        system().reset();
    }

    private static UnsupportedOperationException missing(String method, Behaviour behaviour) {
        return new UnsupportedOperationException(
                "Override " + method + ", or say lacks(Behaviour." + behaviour + ", \"why\").");
    }
}
