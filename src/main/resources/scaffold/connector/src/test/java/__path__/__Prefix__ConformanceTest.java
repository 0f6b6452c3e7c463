package __package__;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Holds the connector to the contract. */
class __Prefix__ConformanceTest extends ConnectorConformance {

    private static TestSystem system;

    __Prefix__ConformanceTest() {
        lacks(Behaviour.ALIASES, "The type has one name.");
        lacks(Behaviour.UNSAFE_CHANGES, "Putting and removing twice leaves what doing it once leaves.");
        lacks(Behaviour.IDEMPOTENCY_KEYS, "No operation needs a key to be repeated.");
        lacks(Behaviour.TRANSACTIONS, "The connector changes one text at a time.");
        lacks(Behaviour.AGGREGATION, "The connector lets the server compute nothing.");
        for (Behaviour ofRecords : List.of(
                Behaviour.STREAMING,
                Behaviour.RESUMABLE_STREAMS,
                Behaviour.PAGINATION,
                Behaviour.TOTALS,
                Behaviour.OFFSETS,
                Behaviour.FILTERING,
                Behaviour.SORTING,
                Behaviour.UNSUPPORTED_REQUESTS)) {
            lacks(ofRecords, "The connector reads no records.");
        }
    }

    @BeforeAll
    static void start() {
        system = new TestSystem();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Override
    protected String type() {
        return "__type__";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "connection.url", system.url(),
                "connection.username", TestSystem.USER,
                "connection.password", TestSystem.PASSWORD);
    }

    @Override
    protected List<String> secretOptions() {
        return List.of("connection.password");
    }

    @Override
    protected Map<String, String> wrongCredentials() {
        return Map.of("connection.password", "open-barley-4711");
    }

    @Override
    protected Map<String, String> impatientOptions() {
        return Map.of("options.requestTimeout", "200ms");
    }

    @Override
    protected Call read() {
        return Call.of("get", Map.of("name", "greeting")).giving(TestSystem.GREETING);
    }

    @Override
    protected Call change() {
        return Call.of("put", Map.of("name", TestSystem.NOTE, "value", "."));
    }

    @Override
    protected Call changeOfWhatIsRead() {
        return Call.of("put", Map.of("name", "greeting", "value", TestSystem.GREETING));
    }

    @Override
    protected Call refused() {
        return Call.of("get", Map.of("name", "nobody-has-put-this"));
    }
}
