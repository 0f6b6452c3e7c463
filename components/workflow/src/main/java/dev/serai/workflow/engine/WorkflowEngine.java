/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.store.StoreException;
import dev.serai.workflow.UnrecoverableException;
import dev.serai.workflow.WorkflowHook;
import dev.serai.workflow.execution.HandOvers;
import dev.serai.workflow.execution.Hooks;
import dev.serai.workflow.intervention.CurrentVersion;
import dev.serai.workflow.intervention.Interventions;
import dev.serai.workflow.intervention.ReplayRequest;
import dev.serai.workflow.journal.Addressee;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.QueueRows.Unfinished;
import dev.serai.workflow.journal.Signal;
import dev.serai.workflow.value.FailureCodec;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the executions of one Camel context. Starting it opens the store and puts what ran when the last process ended
 * back into the queue; nothing runs until {@link #open()}, when all routes are there.
 */
public final class WorkflowEngine {

    private static final Logger LOG = LoggerFactory.getLogger(WorkflowEngine.class);

    /** At a stop, executions have this long to come to a border; what takes longer is repeated with the same key. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(6);

    private static final long SWEEP_MILLIS = 1_000;

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final CamelContext camelContext;
    private final ValueCodec values = new ValueCodec();
    private final FailureCodec failures = new FailureCodec(values);
    private final EngineStatistics statistics = new EngineStatistics();
    private final WorkflowQueues queues = new WorkflowQueues();
    private final RunningExecutions running = new RunningExecutions();
    private final EngineHost host;
    private final ExecutionControl control;
    private final ExecutionRunner runner;
    private final Versions versions;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private EngineSettings settings = EngineSettings.DEFAULTS;
    private ExecutionLimit limit;
    private EngineThreads threads;
    private EngineStore store;
    private ExecutionTables tables;
    private UnfinishedExecutions work;
    private Outcomes outcomes;
    private Signals signals;
    private Approvals approvals;
    private CommandQueue commands;
    private GroupTimer groups;
    private HandOvers handOvers;
    private ExecutionDeadlines deadlines;
    private Hooks hooks = Hooks.NONE;
    private EngineInterventions interventions;
    private Retention retention;
    private EngineNode node;
    private Starts starts;
    private volatile boolean started;
    private volatile boolean stopping;
    private final AtomicBoolean open = new AtomicBoolean();

    private WorkflowEngine(CamelContext camelContext) {
        this.camelContext = camelContext;
        host = new EngineHost(this, camelContext);
        control = new ExecutionControl(host, queues, running, statistics);
        runner = new ExecutionRunner(host, queues, statistics, running, control);
        versions = new Versions(camelContext, queues, task -> host.executor().execute(task));
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
        threads = new EngineThreads(camelContext, this);
        groups = new GroupTimer(host, queues, threads.scheduler());
        limit = new ExecutionLimit(settings.maxConcurrent());
        store = new EngineStore(camelContext, settings, threads.executor());
        store.watch(this::storeFailed, this::storeRecovered);
        tables = store.tables();
        versions.useTables(tables);
        work = new UnfinishedExecutions(tables, queues, statistics);
        outcomes = new Outcomes(tables, values);
        deadlines = new ExecutionDeadlines(tables.controls(), control, tables.clock(), threads.scheduler());
        control.whenResumed(deadlines::start);
        starts = new Starts(tables, queues, statistics, outcomes, deadlines);
        node = new EngineNode(
                tables,
                queues,
                threads,
                runner,
                limit,
                new NodeWatch(tables, queues, control, outcomes, versions, statistics),
                this::takeUpWhatOthersLeft);
        queues.use(node::queueOf);
        int resumed = node.recover();
        control.settleLeftOvers();
        tables.workflows().paused().forEach(workflow -> queues.pause(workflow, true));
        statistics.resumed(resumed);
        List<Unfinished> unfinished = tables.queue().unfinished();
        long waiting = unfinished.stream().mapToLong(Unfinished::count).sum() - resumed;
        if (resumed > 0 || waiting > 0) {
            LOG.info("Resuming {} executions that were under way; {} more are waiting.", resumed, waiting);
        }
        signals = new Signals(tables, queues);
        approvals = new Approvals(tables, values, queues);
        interventions = new EngineInterventions(new Interventions(tables, this::currentVersion), this::takeUp);
        handOvers = new EngineHandOvers(tables, queues, statistics, groups);
        commands = new CommandQueue(store.store())
                .on(Commands.SIGNAL, signals::carryOut)
                .on(Commands.DECIDE, approvals::carryOut);
        interventions.answer(commands);
        ControlCommands.addTo(commands, this);
        new VersionCommands(tables, queues, versions).addTo(commands);
        retention = new Retention(
                tables.retention(),
                workflow -> queues.retention(workflow).orElse(settings.retention()),
                tables.clock());
        started = true;
    }

    private CurrentVersion currentVersion(String workflow) {
        String version = queues.current(workflow).workflow().version();
        return new CurrentVersion(
                version, tables.versions().steps(workflow, version).orElse(Set.of()));
    }

    /** Makes a version of a workflow known, whose route has started. */
    public void add(Workflow workflow, RouteDefinition route) {
        if (queues.add(workflow)) {
            versions.started(workflow, route);
        }
        if (camelContext.isStarted()) {
            // The first workflow of a context that runs already: nobody will tell that all routes are there.
            open();
        }
    }

    /** Takes a version away; its executions stay in the store. */
    public void remove(Workflow workflow) {
        queues.remove(workflow);
    }

    /** Begins to run executions: called when every route of the context is there. */
    public void open() {
        // The routes of earlier versions, which are loaded next, must not open it again.
        if (!started || !open.compareAndSet(false, true)) {
            return;
        }
        versions.open();
        work.count();
        hooks = new Hooks(camelContext.getRegistry().findByType(WorkflowHook.class));
        queues.open();
        groups.open();
        deadlines.start();
        commands.start(threads.scheduler());
        ScheduledFuture<?> unused = threads.scheduler()
                .scheduleWithFixedDelay(
                        () -> threads.executor().execute(versions::sweep),
                        SWEEP_MILLIS,
                        SWEEP_MILLIS,
                        TimeUnit.MILLISECONDS);
        retention.start(threads.scheduler(), threads.executor());
        node.open();
    }

    /**
     * Starts an execution.
     *
     * @throws UnrecoverableException when there is no workflow of that name
     */
    public void start(StartRequest request, StartCallback callback) {
        starts.start(request, callback);
    }

    /** Like {@link #start}, by a caller that asks for its {@link #outcome} when it has started. */
    public void startAwaited(StartRequest request, StartCallback callback) {
        starts.startAwaited(request, callback);
    }

    /** Completes when an execution that this process runs has ended; at once when it has. */
    public CompletableFuture<ExecutionOutcome> outcome(String executionId) {
        return outcomes.of(executionId);
    }

    /** Cancels, pauses and resumes. */
    public ExecutionControl control() {
        return control;
    }

    /** How an execution ended; empty when it has not, or is not known any more. */
    public Optional<ExecutionOutcome> finished(String executionId) {
        return outcomes.finished(executionId);
    }

    /**
     * Sends a signal to an execution, which gets it when it comes by a {@code workflow:await} of that name.
     *
     * @param body what the waiting step gives to its route
     * @return completes when the signal is durable, with the execution's id; with a {@link
     *     dev.serai.workflow.SignalRefusedException} when there is no such execution or it has ended
     */
    public CompletableFuture<String> signal(Addressee to, String name, Object body) {
        DefaultMessage message = new DefaultMessage(camelContext);
        message.setBody(body);
        return signals.send(
                new Signal(to, ids.generate().toString(), name, MessageState.encodeForAnotherRoute(values, message)));
    }

    /** Signals to executions. */
    public Signals signals() {
        return signals;
    }

    /** Decisions that executions wait for. */
    public Approvals approvals() {
        return approvals;
    }

    /** Puts a dead letter back into the queue, to go on at the step that failed; false when there is none of that id. */
    public boolean replay(String executionId) {
        ReplayRequest request =
                new ReplayRequest(ids.generate().toString(), List.of(executionId), false, "application", null);
        return interventions.replay(request).refused().isEmpty();
    }

    /** What people may do to executions that this process runs. */
    public EngineInterventions interventions() {
        return interventions;
    }

    /** Goes on with executions of a version that came back into the queue from outside. */
    private void takeUp(String workflow, String version, int count) {
        versions.ensureLoaded(workflow, version);
        deadlines.start();
        statistics.changeUnfinished(count);
        queues.refill();
    }

    /** Looks into the store at once for executions whose turn has come, because something else wrote there. */
    public void lookForWork() {
        queues.refill();
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
        groups.close();
        if (!running.awaitNone(LONGEST_STOP)) {
            LOG.info("{} executions are still inside a step; they go on from their last record.", running.count());
            // Camel rejects what is still under way in the routes that it stops; that must not count as a failure.
            running.leave();
        }
    }

    /** Stops everything, and closes the store if the engine opened it. */
    public synchronized void stop() {
        if (!started) {
            return;
        }
        prepareStop();
        started = false;
        open.set(false);
        commands.stop();
        deadlines.stop();
        retention.stop();
        node.stop();
        store.close();
        threads.stop();
    }

    /** Executions are left at their next border: nothing may start whose end could not be recorded. */
    private void storeFailed() {
        queues.close();
        groups.close();
    }

    private void storeRecovered() {
        if (open.get() && !stopping && !store.isAway()) {
            takeUpAgain();
        }
    }

    private void takeUpAgain() {
        try {
            work.lookAgain(outcomes, control);
            node.lookAgain();
        } catch (StoreException e) {
            LOG.warn("Executions do not go on yet: {}", e.getMessage());
            var unused = threads.later(RETRY, this::storeRecovered);
            return;
        }
        queues.open();
        groups.open();
    }

    private void takeUpWhatOthersLeft() {
        versions.loadNeeded();
        deadlines.start();
        groups.wakeUpAt(0);
        queues.refill();
    }

    /** Whether anything is queued, running or due; what waits for a time or an event is not. */
    public boolean hasWork() {
        return (tables.node().isShared() || statistics.unfinished() > 0)
                && (running() > 0 || tables.queue().hasWork(tables.clock().now()));
    }

    /** How many executions are in memory now. */
    public int running() {
        return running.count();
    }

    /** Which versions of workflows there are. */
    public Versions versions() {
        return versions;
    }

    public EngineStatistics statistics() {
        return statistics;
    }

    /** What the engine has in its store. */
    public ExecutionTables tables() {
        return tables;
    }

    /** How values are recorded. */
    public ValueCodec values() {
        return values;
    }

    /** Where failures of one's own classes are made known. */
    public FailureCodec failures() {
        return failures;
    }

    /** Whether executions have to leave at their next border. */
    boolean isLeaving() {
        return stopping || store.isAway();
    }

    HandOvers handOvers() {
        return handOvers;
    }

    Hooks hooks() {
        return hooks;
    }

    EngineThreads threads() {
        return threads;
    }

    ExecutionRunner runner() {
        return runner;
    }

    Outcomes outcomes() {
        return outcomes;
    }

    WorkflowQueues queues() {
        return queues;
    }
}
