/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.store.Store;
import dev.serai.store.StoreException;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.UnrecoverableException;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionHost;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.Failure;
import dev.serai.workflow.journal.QueueRows.Unfinished;
import dev.serai.workflow.value.FailureCodec;
import dev.serai.workflow.value.ValueCodec;
import dev.serai.workflow.version.VersionLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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
    private final WorkflowQueues queues = new WorkflowQueues();
    private final ExecutionRunner runner = new ExecutionRunner(this, queues, statistics);
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private EngineSettings settings = EngineSettings.DEFAULTS;
    private ExecutionLimit limit;
    private ExecutorService executor;
    private ScheduledExecutorService scheduler;
    private Store store;
    private boolean ownStore;
    private ExecutionTables tables;
    private Outcomes outcomes;
    private CommandQueue commands;
    private Retention retention;
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
        outcomes = new Outcomes(tables, values);
        int resumed = tables.queue().recover();
        statistics.resumed(resumed);
        long waiting = tables.queue().unfinished().stream()
                        .mapToLong(Unfinished::count)
                        .sum()
                - resumed;
        if (resumed > 0 || waiting > 0) {
            LOG.info("Resuming {} executions that were under way; {} more are waiting.", resumed, waiting);
        }
        commands = new CommandQueue(store)
                .on(Commands.REPLAY, id -> replay(id) ? CommandHandler.DONE : "There is no dead letter " + id + ".");
        retention = new Retention(
                tables.retention(), workflow -> queues.retention(workflow).orElse(settings.retention()));
        started = true;
    }

    /** Makes a version of a workflow known. */
    public void add(Workflow workflow, boolean isCurrent) {
        queues.add(new WorkflowQueue(workflow, tables, limit, scheduler, runner), isCurrent);
    }

    /** Takes a version away; its executions stay in the store. */
    public void remove(Workflow workflow) {
        queues.remove(workflow);
    }

    /** Begins to run executions: called when every route of the context is there. */
    public void open() {
        if (!started || open) {
            return;
        }
        VersionLoader loader = new VersionLoader(camelContext, tables);
        for (Unfinished version : tables.queue().unfinished()) {
            if (!queues.contains(version.workflow(), version.version())) {
                loader.load(version);
            }
            if (queues.contains(version.workflow(), version.version())) {
                statistics.changeUnfinished(version.count());
            }
        }
        open = true;
        queues.open();
        commands.start(scheduler);
        retention.start(scheduler, executor);
    }

    /**
     * Starts an execution.
     *
     * @throws UnrecoverableException when there is no workflow of that name
     */
    public void start(StartRequest request, StartCallback callback) {
        WorkflowQueue queue = queues.current(request.workflow());
        long now = System.currentTimeMillis();
        ExecutionRecord record = new ExecutionRecord(
                ids.generate().toString(),
                request.workflow(),
                queue.workflow().version(),
                request.entry(),
                request.input(),
                1,
                Math.max(now, request.dueAt()),
                now,
                request.terms());
        statistics.changeUnfinished(1);
        queue.expect(record.id());
        tables.executions().insert(record, (id, failure) -> {
            boolean isNew = record.id().equals(id);
            if (isNew) {
                statistics.of(request.workflow()).started.increment();
                queue.offer(record);
            } else {
                statistics.changeUnfinished(-1);
                queue.withdraw(record.id());
            }
            callback.done(id, isNew, failure);
        });
    }

    /** Completes when an execution that this process runs has ended; at once when it has. */
    public CompletableFuture<ExecutionOutcome> outcome(String executionId) {
        return outcomes.of(executionId);
    }

    /** Puts a dead letter back into the queue, to go on at the step that failed. */
    public boolean replay(String executionId) {
        if (!tables.executions().replay(executionId)) {
            return false;
        }
        statistics.changeUnfinished(1);
        queues.refill();
        return true;
    }

    /** Removes executions whose time is over now, instead of within a minute, and gives how many these were. */
    public int removeExpired() {
        return retention.sweep();
    }

    /** Leaves executions at their next border and takes no new ones. */
    public void prepareStop() {
        if (!started || stopping) {
            return;
        }
        stopping = true;
        queues.close();
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
        retention.stop();
        if (ownStore) {
            store.close();
        }
        camelContext.getExecutorServiceManager().shutdownNow(scheduler);
        camelContext.getExecutorServiceManager().shutdownNow(executor);
    }

    private void storeFailed(StoreException failure) {
        stopping = true;
        queues.close();
    }

    /** How many executions are in memory now. */
    public int running() {
        return runner.running();
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
    public void later(Duration delay, Runnable task) {
        ScheduledFuture<?> unused =
                scheduler.schedule(() -> executor.execute(task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Duration patience(String executionId) {
        return runner.patience(executionId);
    }

    @Override
    public void suspended(Execution execution, long dueAt, boolean cutOff) {
        runner.suspended(execution, dueAt, cutOff);
    }

    @Override
    public void ended(String executionId, byte[] output, Failure failure) {
        outcomes.ended(executionId, output, failure);
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
