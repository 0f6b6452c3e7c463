/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.StoreNode;
import dev.serai.store.StoreWrite;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** The tables of one store: each kind of row has its statements in a class of its own. Thread-safe. */
public final class ExecutionTables {

    private final Store store;
    private final EngineClock clock;
    private final ExecutionRows executions;
    private final QueueRows queue;
    private final StepRows steps;
    private final WaitRows waits;
    private final SignalRows signals;
    private final ApprovalRows approvals;
    private final VersionRows versions;
    private final UsedClassRows usedClasses;
    private final AggregateRows aggregates;
    private final WorkflowRows workflows;
    private final ControlRows controls;
    private final InterventionRows interventions;
    private final DescriptionRows descriptions;
    private final MigrationRows migration;
    private final LargeValueRows largeValues;
    private final RetentionRows retention;
    private final ClaimRows claims;
    private final PlaceRows places;
    private final NodeRows nodes;

    /** The tables by the machine's clock. */
    public ExecutionTables(Store store) {
        this(store, new EngineClock(InstantSource.system()));
    }

    public ExecutionTables(Store store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
        this.executions = new ExecutionRows(store, clock);
        this.queue = new QueueRows(store);
        this.steps = new StepRows(store);
        this.waits = new WaitRows(store, clock);
        this.signals = new SignalRows(store, clock);
        this.approvals = new ApprovalRows(store, clock);
        this.versions = new VersionRows(store, clock);
        this.usedClasses = new UsedClassRows(clock);
        this.workflows = new WorkflowRows(store, clock);
        this.controls = new ControlRows(store, clock);
        this.interventions = new InterventionRows(store);
        this.descriptions = new DescriptionRows(clock);
        this.migration = new MigrationRows(store);
        this.aggregates = new AggregateRows(store);
        this.largeValues = new LargeValueRows(store);
        this.retention = new RetentionRows(store);
        this.claims = new ClaimRows(store);
        this.places = new PlaceRows(store);
        this.nodes = new NodeRows(store);
    }

    /** Makes the tables, or brings them up to date. */
    public void migrate() {
        store.migrate("workflow", "dev/serai/workflow");
    }

    /**
     * Hands a write of these tables over.
     *
     * @return completes when it is durable, or with a {@link dev.serai.store.StoreException}
     */
    public <T> CompletableFuture<T> write(StoreWrite<T> write) {
        return store.writer().submit(write);
    }

    /** This process among those that share the store. */
    public StoreNode node() {
        return store.node();
    }

    /** The time by which executions become due. */
    public EngineClock clock() {
        return clock;
    }

    public ExecutionRows executions() {
        return executions;
    }

    public QueueRows queue() {
        return queue;
    }

    /** For a store that several processes share. */
    public ClaimRows claims() {
        return claims;
    }

    /** For a store that several processes share. */
    public PlaceRows places() {
        return places;
    }

    /** For a store that several processes share. */
    public NodeRows nodes() {
        return nodes;
    }

    public StepRows steps() {
        return steps;
    }

    public WaitRows waits() {
        return waits;
    }

    public SignalRows signals() {
        return signals;
    }

    public ApprovalRows approvals() {
        return approvals;
    }

    public VersionRows versions() {
        return versions;
    }

    public UsedClassRows usedClasses() {
        return usedClasses;
    }

    public AggregateRows aggregates() {
        return aggregates;
    }

    public LargeValueRows largeValues() {
        return largeValues;
    }

    public RetentionRows retention() {
        return retention;
    }

    public WorkflowRows workflows() {
        return workflows;
    }

    public ControlRows controls() {
        return controls;
    }

    public InterventionRows interventions() {
        return interventions;
    }

    public DescriptionRows descriptions() {
        return descriptions;
    }

    public MigrationRows migration() {
        return migration;
    }
}
