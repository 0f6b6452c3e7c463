/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.BlockingCalls;
import dev.serai.connector.Caller;
import dev.serai.connector.Capabilities;
import dev.serai.connector.Capability;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DataOperations;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.Filter;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.PagedConnector;
import dev.serai.connector.Sort;
import dev.serai.connector.StreamRequest;
import dev.serai.connector.ThreadPools;
import dev.serai.connector.camel.ConnectorEndpoint;
import dev.serai.connector.camel.ConsumingConnector;
import dev.serai.connector.configuration.ConnectorSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jooq.tools.jdbc.JDBCUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One database. JDBC blocks, so statements run on threads of their own, as many as there are connections; callers are
 * never held. Thread-safe.
 */
final class SqlConnector implements PagedConnector, ConsumingConnector, DiscoveringConnector {

    /** How long statements that run at a disconnect may take to end. */
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(SqlConnector.class);

    /** In hours. */
    private static final long BETWEEN_REMOVALS = 1;

    private final SqlConfiguration configuration;
    private final ConnectorSettings settings;
    private final ConnectorEnvironment environment;

    private volatile Open open;

    SqlConnector(SqlConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        this.configuration = configuration;
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public ConnectorMetadata metadata() {
        return SqlConnectorFactory.METADATA;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.of(
                Capability.HEALTH_CHECK,
                Capability.CANCELLATION,
                Capability.STREAMING,
                Capability.PAGINATION,
                Capability.FILTERING,
                Capability.SORTING,
                Capability.AGGREGATION,
                Capability.TRANSACTIONS);
    }

    @Override
    public synchronized void connect() {
        Caller caller = new Caller(settings.name(), null);
        if (open != null) {
            throw caller.alreadyConnected();
        }
        ExecutorServiceManager executors = environment.camelContext().getExecutorServiceManager();
        ScheduledExecutorService watch =
                ThreadPools.scheduled(environment.camelContext(), this, "sql-timeout-" + settings.name(), 1);
        try {
            Database database = Database.open(configuration, environment, watch, caller);
            // Callers wait here for a connection, for acquireTimeout at most.
            ExecutorService workers = ThreadPools.fixed(
                    environment.camelContext(),
                    this,
                    "sql-" + settings.name(),
                    configuration.options().maxConnections());
            Turns turns = new Turns(configuration.options(), watch, database::exhausted);
            open = new Open(
                    database,
                    workers,
                    watch,
                    turns,
                    new SqlCalls(database),
                    exactlyOnce(database, workers, watch),
                    new TablePages(database));
        } catch (RuntimeException e) {
            executors.shutdownNow(watch);
            throw e;
        }
    }

    @Override
    public synchronized void disconnect() {
        Open closing = open;
        if (closing == null) {
            return;
        }
        open = null;
        ExecutorServiceManager executors = environment.camelContext().getExecutorServiceManager();
        executors.shutdownGraceful(closing.workers(), LONGEST_GOODBYE.toMillis());
        executors.shutdownNow(closing.watch());
        closing.database().close();
    }

    @Override
    public HealthCheckResult healthCheck() {
        return HealthCheckResult.of(() -> {
            Caller caller = new Caller(settings.name(), null);
            return opened(caller).database().with(caller, connection -> {
                int seconds =
                        (int) Math.max(1, configuration.options().queryTimeout().toSeconds());
                if (!connection.isValid(seconds)) {
                    throw caller.failure(SqlErrors.CONNECTION_LOST, "The database does not answer.")
                            .build();
                }
                var database = connection.getMetaData();
                return database.getDatabaseProductName() + " " + database.getDatabaseProductVersion() + " answers.";
            });
        });
    }

    @Override
    public CompletionStage<List<DiscoveredResource>> discover() {
        Caller caller = new Caller(settings.name(), null);
        Open opened = opened(caller);
        Database database = opened.database();
        return BlockingCalls.run(
                opened.workers(),
                caller,
                () -> database.with(caller, connection -> Discovery.of(connection, database.dialect())));
    }

    @Override
    public CompletionStage<ExecutionResult> execute(
            Operation operation, Map<String, Object> input, ExecutionContext context) {
        Caller caller = new Caller(settings.name(), operation.name());
        Open opened = opened(caller);
        Supplier<ExecutionResult> call = ExactlyOnce.isWanted(input)
                ? opened.exactlyOnce().of(operation, input, context, caller)
                : opened.calls().of(operation, input, context, caller);
        return run(opened, caller, context.origin(), call);
    }

    @Override
    public CompletionStage<FetchResponse> fetch(FetchRequest request) {
        Caller caller = new Caller(settings.name(), DataOperations.FETCH);
        Open opened = opened(caller);
        return run(opened, caller, () -> "", () -> opened.pages().fetch(request, caller));
    }

    @Override
    public FetchRequest firstPage(StreamRequest request) {
        Caller caller = new Caller(settings.name(), DataOperations.STREAM);
        return TablePages.first(request, configuration.options().fetchSize(), caller);
    }

    @Override
    @SuppressWarnings("unchecked")
    public Consumer createConsumer(
            ConnectorEndpoint endpoint, Processor processor, Operation operation, Map<String, Object> input) {
        Caller caller = new Caller(settings.name(), operation.name());
        Outbox.requireLocks(JDBCUtils.dialect(configuration.url()), caller);
        if (configuration.options().readOnly()) {
            throw SqlCalls.onlyReads(caller);
        }
        String table = (String) input.get("table");
        TableRead.Wanted wanted;
        try {
            wanted = new TableRead.Wanted(
                    table,
                    Filter.parse((Map<?, ?>) input.getOrDefault("filters", Map.of())),
                    Sort.parse(TablePages.names(input.get("order"))),
                    List.of(),
                    TablePages.names(input.get("key")));
        } catch (IllegalArgumentException e) {
            throw caller.failure(SqlErrors.PARAMETERS_WRONG, e.getMessage()).build();
        }
        Map<String, Object> mark = (Map<String, Object>) input.getOrDefault("mark", Map.of());
        OutboxConsumer consumer = new OutboxConsumer(
                endpoint,
                processor,
                () -> new Outbox(opened(caller).database(), wanted, mark, caller),
                settings.name() + "/" + operation.name() + "/" + table,
                table,
                "skip".equals(input.get("onError")));
        consumer.setDelay(((Duration) input.get("pollInterval")).toMillis());
        return consumer;
    }

    /** Rows are many, and an order without gaps or circles ends by itself. */
    @Override
    public int maxPages() {
        return Integer.MAX_VALUE;
    }

    /** Runs a call on a thread that may block, and has the database end it when it is cancelled. */
    private static <T> CompletionStage<T> run(Open opened, Caller caller, Supplier<String> origin, Supplier<T> call) {
        RunningStatement running = new RunningStatement(origin);
        boolean waits = opened.turns().enter();
        CompletableFuture<T> result = BlockingCalls.run(
                        opened.workers(),
                        caller,
                        opened.turns().leaving(running.of(whileOpen(opened, caller, wanted(running, call)), caller)))
                .toCompletableFuture();
        if (waits) {
            opened.turns().limit(result, running, caller);
        }
        CompletableFuture<T> unused = result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                // Cancelling asks the database, and whoever cancels does not wait for it.
                Future<Void> unusedAnswer = opened.watch().submit(running::cancel);
            }
        });
        return result;
    }

    /** A call whose open result is closed when nobody takes it any more. */
    private static <T> Supplier<T> wanted(RunningStatement running, Supplier<T> call) {
        return () -> {
            T result = call.get();
            if (running.hasEnded()
                    && result instanceof ExecutionResult execution
                    && execution.output() instanceof OpenResult<?> open) {
                open.close();
            }
            return result;
        };
    }

    /** A call that is not made any more once the connector was disconnected. */
    private static <T> Supplier<T> whileOpen(Open opened, Caller caller, Supplier<T> call) {
        return () -> {
            if (opened.workers().isShutdown()) {
                throw caller.notConnected();
            }
            return call.get();
        };
    }

    private ExactlyOnce exactlyOnce(Database database, ExecutorService workers, ScheduledExecutorService watch) {
        DoneCalls done = new DoneCalls(database, configuration.options());
        Runnable removal = () -> removeExpired(done);
        return new ExactlyOnce(database, done, environment.camelContext(), () -> {
            Future<?> unused =
                    watch.scheduleWithFixedDelay(() -> workers.execute(removal), 0, BETWEEN_REMOVALS, TimeUnit.HOURS);
        });
    }

    private void removeExpired(DoneCalls done) {
        try {
            done.removeExpired(new Caller(settings.name(), null));
        } catch (ConnectorException e) {
            LOG.warn("Calls that were made exactly once could not be forgotten; it is tried again later.", e);
        }
    }

    private Open opened(Caller caller) {
        Open current = open;
        if (current == null) {
            throw caller.notConnected();
        }
        return current;
    }

    /** What lives between connect and disconnect. */
    private record Open(
            Database database,
            ExecutorService workers,
            ScheduledExecutorService watch,
            Turns turns,
            SqlCalls calls,
            ExactlyOnce exactlyOnce,
            TablePages pages) {}
}
