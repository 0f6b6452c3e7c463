/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.connector.Names;
import dev.serai.store.Store;
import dev.serai.store.StoreException;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.UnrecoverableException;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionHost;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.ExecutionTables.Unfinished;
import dev.serai.workflow.journal.Failure;
import dev.serai.workflow.value.FailureCodec;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;
import dev.serai.workflow.version.VersionLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the executions of one Camel context. Starting it opens the store and puts what ran when the last process ended
 * back into the queue; nothing runs until {@link #open()}, when all routes are there.
 */
public final class WorkflowEngine implements ExecutionHost {

    private static final Logger LOG = LoggerFactory.getLogger(WorkflowEngine.class);

    /** At a stop, executions have this long to come to a border; what takes longer is repeated with the same key. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(6);

    /** More than executions run at once, so that one which waits for another cannot hold them all. */
    private static final int THREADS = 200;

    private final CamelContext camelContext;
    private final ValueCodec values = new ValueCodec();
    private final FailureCodec failures = new FailureCodec(values);
    private final EngineStatistics statistics = new EngineStatistics();
    private final ExecutionRunner runner = new ExecutionRunner(this, statistics, this::ended);
    private final Map<String, WorkflowQueue> current = new ConcurrentHashMap<>();
    private final Map<String, WorkflowQueue> queues = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<ExecutionOutcome>> waiters = new ConcurrentHashMap<>();
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private EngineSettings settings = EngineSettings.DEFAULTS;
    private ExecutionLimit limit;
    private ExecutorService executor;
    private ScheduledExecutorService scheduler;
    private Store store;
    private boolean ownStore;
    private ExecutionTables tables;
    private CommandQueue commands;
    private volatile boolean started;
    private volatile boolean stopping;
    private volatile boolean open;

    private WorkflowEngine(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The engine of a Camel context; made when there is none. */
    public static synchronized WorkflowEngine of(CamelContext camelContext) {
        var extension = camelContext.getCamelContextExtension();
        WorkflowEngine engine = extension.getContextPlugin(WorkflowEngine.class);
        if (engine == null) {
            engine = new WorkflowEngine(camelContext);
            extension.addContextPlugin(WorkflowEngine.class, engine);
        }
        return engine;
    }

    /** How the engine works; takes effect at the start. */
    public void configure(EngineSettings newSettings) {
        settings = newSettings;
    }

    /** Opens the store and recovers. Called by the component, so that a context without workflows has no store. */
    public synchronized void start() {
        if (started) {
            return;
        }
        stopping = false;
        executor = camelContext.getExecutorServiceManager().newFixedThreadPool(this, "workflow", THREADS);
        scheduler = camelContext.getExecutorServiceManager().newScheduledThreadPool(this, "workflow-queue", 2);
        limit = new ExecutionLimit(settings.maxConcurrent());
        store = camelContext.getRegistry().findSingleByType(Store.class);
        ownStore = store == null;
        if (ownStore) {
            store = Store.open(new StoreSettings(Path.of(settings.storeDirectory()), executor, 0));
        }
        store.onFailure(this::storeFailed);
        tables = new ExecutionTables(store);
        tables.migrate();
        int resumed = tables.recover();
        statistics.resumed(resumed);
        long waiting = tables.unfinished().stream().mapToLong(Unfinished::count).sum() - resumed;
        if (resumed > 0 || waiting > 0) {
            LOG.info("Resuming {} executions that were under way; {} more are waiting.", resumed, waiting);
        }
        commands = new CommandQueue(store, this::replay);
        started = true;
    }

    /** Makes a version of a workflow known. */
    public void add(Workflow workflow, boolean isCurrent) {
        WorkflowQueue queue = new WorkflowQueue(workflow, tables, limit, scheduler, runner);
        if (queues.putIfAbsent(key(workflow.name(), workflow.version()), queue) != null
                || (isCurrent && current.putIfAbsent(workflow.name(), queue) != null)) {
            throw new IllegalStateException("Two routes begin with workflow:" + workflow.name()
                    + ". Give one of them another name; a workflow has one route.");
        }
        if (open) {
            queue.open();
        }
    }

    /** Takes a version away; its executions stay in the store. */
    public void remove(Workflow workflow) {
        WorkflowQueue queue = queues.remove(key(workflow.name(), workflow.version()));
        if (queue != null) {
            queue.close();
            current.remove(workflow.name(), queue);
        }
    }

    /** Begins to run executions: called when every route of the context is there. */
    public void open() {
        if (!started || open) {
            return;
        }
        VersionLoader loader = new VersionLoader(camelContext, tables);
        for (Unfinished version : tables.unfinished()) {
            if (!queues.containsKey(key(version.workflow(), version.version()))) {
                loader.load(version);
            }
            if (queues.containsKey(key(version.workflow(), version.version()))) {
                statistics.changeUnfinished(version.count());
            }
        }
        open = true;
        queues.values().forEach(WorkflowQueue::open);
        commands.start(scheduler);
    }

    /**
     * Starts an execution.
     *
     * @throws UnrecoverableException when there is no workflow of that name
     */
    public void start(StartRequest request, StartCallback callback) {
        WorkflowQueue queue = current.get(request.workflow());
        if (queue == null) {
            throw new UnrecoverableException("There is no workflow '" + request.workflow() + "'. "
                    + Names.suggestion(request.workflow(), current.keySet())
                    + " A workflow is a route that begins with workflow:NAME.");
        }
        long now = System.currentTimeMillis();
        ExecutionRecord record = new ExecutionRecord(
                ids.generate().toString(),
                request.workflow(),
                queue.workflow().version(),
                request.idempotencyKey(),
                request.parentId(),
                request.input(),
                1,
                now,
                now);
        statistics.changeUnfinished(1);
        queue.expect(record.id());
        tables.insert(record, (id, failure) -> {
            boolean started = record.id().equals(id);
            if (started) {
                statistics.of(request.workflow()).started.increment();
                queue.offer(record);
            } else {
                statistics.changeUnfinished(-1);
                queue.withdraw(record.id());
            }
            callback.done(id, started, failure);
        });
    }

    /** Completes when an execution that this process runs has ended; at once when it has. */
    public CompletableFuture<ExecutionOutcome> outcome(String executionId) {
        CompletableFuture<ExecutionOutcome> waiter =
                waiters.computeIfAbsent(executionId, id -> new CompletableFuture<>());
        // Looked up after the waiter is known, so that an end in between is not missed.
        finished(executionId).ifPresent(outcome -> {
            waiters.remove(executionId, waiter);
            waiter.complete(outcome);
        });
        return waiter;
    }

    private Optional<ExecutionOutcome> finished(String executionId) {
        return tables.finished(executionId)
                .map(end -> new ExecutionOutcome(
                        end.output() == null ? null : MessageState.decodeBody(values, end.output()), end.failure()));
    }

    private void ended(String executionId, byte[] output, Failure failure) {
        CompletableFuture<ExecutionOutcome> waiter = waiters.remove(executionId);
        if (waiter != null) {
            waiter.complete(
                    new ExecutionOutcome(output == null ? null : MessageState.decodeBody(values, output), failure));
        }
    }

    /** Puts a dead letter back into the queue, to go on at the step that failed. */
    public boolean replay(String executionId) {
        if (!tables.replay(executionId)) {
            return false;
        }
        statistics.changeUnfinished(1);
        queues.values().forEach(WorkflowQueue::refill);
        return true;
    }

    /** Leaves executions at their next border and takes no new ones. */
    public void prepareStop() {
        if (!started || stopping) {
            return;
        }
        stopping = true;
        queues.values().forEach(WorkflowQueue::close);
        if (!runner.awaitNoneRunning(LONGEST_STOP)) {
            LOG.info("{} executions are still inside a step; they go on from their last record.", runner.running());
        }
    }

    /** Stops everything, and closes the store if the engine opened it. */
    public synchronized void stop() {
        if (!started) {
            return;
        }
        prepareStop();
        started = false;
        open = false;
        commands.stop();
        if (ownStore) {
            store.close();
        }
        camelContext.getExecutorServiceManager().shutdownNow(scheduler);
        camelContext.getExecutorServiceManager().shutdownNow(executor);
    }

    private void storeFailed(StoreException failure) {
        stopping = true;
        queues.values().forEach(WorkflowQueue::close);
    }

    private static String key(String workflow, String version) {
        return workflow + "@" + version;
    }

    public EngineStatistics statistics() {
        return statistics;
    }

    @Override
    public ExecutionTables tables() {
        return tables;
    }

    @Override
    public ValueCodec values() {
        return values;
    }

    /** Where failures of one's own classes are made known. */
    @Override
    public FailureCodec failures() {
        return failures;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public ClassLoader classLoader() {
        return camelContext.getApplicationContextClassLoader();
    }

    @Override
    public boolean isStopping() {
        return stopping;
    }

    @Override
    public void dropped(Execution execution) {
        runner.dropped(execution);
    }

    @Override
    public void stopped(Execution execution, RuntimeException reason) {
        runner.stop(execution, reason);
    }
}
