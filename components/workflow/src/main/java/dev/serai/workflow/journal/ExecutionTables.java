/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;

/** The tables of one store: each kind of row has its statements in a class of its own. Thread-safe. */
public final class ExecutionTables {

    private final Store store;
    private final ExecutionRows executions;
    private final QueueRows queue;
    private final StepRows steps;
    private final WaitRows waits;
    private final VersionRows versions;
    private final LargeValueRows largeValues;
    private final RetentionRows retention;

    public ExecutionTables(Store store) {
        this.store = store;
        this.executions = new ExecutionRows(store);
        this.queue = new QueueRows(store);
        this.steps = new StepRows(store);
        this.waits = new WaitRows(store);
        this.versions = new VersionRows(store);
        this.largeValues = new LargeValueRows(store);
        this.retention = new RetentionRows(store);
    }

    /** Makes the tables, or brings them up to date. */
    public void migrate() {
        store.migrate("workflow", "dev/serai/workflow/sqlite");
    }

    public ExecutionRows executions() {
        return executions;
    }

    public QueueRows queue() {
        return queue;
    }

    public StepRows steps() {
        return steps;
    }

    public WaitRows waits() {
        return waits;
    }

    public VersionRows versions() {
        return versions;
    }

    public LargeValueRows largeValues() {
        return largeValues;
    }

    public RetentionRows retention() {
        return retention;
    }
}
