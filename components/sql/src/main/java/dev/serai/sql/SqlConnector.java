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
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConnectorSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * One database. JDBC blocks, so statements run on threads of their own, as many as there are connections; callers are
 * never held. Thread-safe.
 */
final class SqlConnector implements DiscoveringConnector {

    /** How long statements that run at a disconnect may take to end. */
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

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
        return Capabilities.of(Capability.HEALTH_CHECK, Capability.CANCELLATION);
    }

    @Override
    public synchronized void connect() {
        Caller caller = new Caller(settings.name(), null);
        if (open != null) {
            throw caller.alreadyConnected();
        }
        ExecutorServiceManager executors = environment.camelContext().getExecutorServiceManager();
        ScheduledExecutorService watch =
                executors.newSingleThreadScheduledExecutor(this, "sql-timeout-" + settings.name());
        try {
            Database database = Database.open(configuration, environment, watch, caller);
            ExecutorService workers = executors.newThreadPool(this, "sql-" + settings.name(), workersProfile());
            Turns turns = new Turns(configuration.options(), watch, database::exhausted);
            open = new Open(
                    database, workers, watch, turns, new GivenStatements(database), new BuiltStatements(database));
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
        RunningStatement running = new RunningStatement(context.origin());
        Supplier<ExecutionResult> call = call(opened, operation, input, context, caller);
        boolean waits = opened.turns().enter();
        CompletableFuture<ExecutionResult> result = BlockingCalls.run(
                        opened.workers(),
                        caller,
                        opened.turns().leaving(running.of(whileOpen(opened, caller, call), caller)))
                .toCompletableFuture();
        if (waits) {
            opened.turns().limit(result, running, caller);
        }
        CompletableFuture<ExecutionResult> unused = result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                // Cancelling asks the database, and whoever cancels does not wait for it.
                Future<Void> unusedAnswer = opened.watch().submit(running::cancel);
            }
        });
        return result;
    }

    private Supplier<ExecutionResult> call(
            Open opened, Operation operation, Map<String, Object> input, ExecutionContext context, Caller caller) {
        if (operation.name().equals(SqlOperations.QUERY.name())) {
            SqlStatement statement = given(opened, input, context, caller);
            boolean one = "one".equals(input.get("fetchMode"));
            return () -> opened.given().query(statement, one, caller);
        }
        if (operation.name().equals(SqlOperations.EXECUTE.name())) {
            SqlStatement statement = given(opened, input, context, caller);
            return () -> opened.given().execute(statement, caller);
        }
        String table = (String) input.get("table");
        if (operation.name().equals(SqlOperations.INSERT.name())) {
            List<Map<String, Object>> rows = RowInput.rows(input.get("values"), caller);
            boolean ignore = "ignore".equals(input.get("onConflict"));
            return () -> opened.built().insert(table, rows, ignore, caller);
        }
        if (operation.name().equals(SqlOperations.UPDATE.name())) {
            Map<String, Object> values = RowInput.row("values", input.get("values"), caller);
            Map<String, Object> where = RowInput.condition(input, values, context, caller);
            Map<String, Object> changes = new LinkedHashMap<>(values);
            RowInput.keys(input).forEach(changes::remove);
            return () -> opened.built().update(table, changes, where, caller);
        }
        Map<String, Object> where = RowInput.condition(input, Map.of(), context, caller);
        return () -> opened.built().delete(table, where, caller);
    }

    private static SqlStatement given(Open opened, Map<String, Object> input, ExecutionContext context, Caller caller) {
        return ParameterValues.fill(
                (String) input.get("sql"),
                input.get("parameters"),
                context,
                opened.database().dialect(),
                caller);
    }

    /** A call that is not made any more once the connector was disconnected. */
    private static Supplier<ExecutionResult> whileOpen(Open opened, Caller caller, Supplier<ExecutionResult> call) {
        return () -> {
            if (opened.workers().isShutdown()) {
                throw caller.notConnected();
            }
            return call.get();
        };
    }

    private Open opened(Caller caller) {
        Open current = open;
        if (current == null) {
            throw caller.notConnected();
        }
        return current;
    }

    private ThreadPoolProfile workersProfile() {
        ThreadPoolProfile profile = new ThreadPoolProfile("sql-" + settings.name());
        profile.setPoolSize(configuration.options().maxConnections());
        profile.setMaxPoolSize(configuration.options().maxConnections());
        profile.setKeepAliveTime(60L);
        profile.setAllowCoreThreadTimeOut(true);
        // Callers wait here for a connection, for acquireTimeout at most; their number is bounded by the routes.
        profile.setMaxQueueSize(Integer.MAX_VALUE);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return profile;
    }

    /** What lives between connect and disconnect. */
    private record Open(
            Database database,
            ExecutorService workers,
            ScheduledExecutorService watch,
            Turns turns,
            GivenStatements given,
            BuiltStatements built) {}
}
