/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.engine.WorkflowEngine;
import java.util.concurrent.CompletableFuture;

/** An execution whose start is on the disk. */
public final class StartedExecution {

    private final WorkflowEngine engine;
    private final String id;
    private final boolean isNew;

    StartedExecution(WorkflowEngine engine, String id, boolean isNew) {
        this.engine = engine;
        this.id = id;
        this.isNew = isNew;
    }

    public String id() {
        return id;
    }

    /** False when the key was known: this is the execution that the first start gave. */
    public boolean isNew() {
        return isNew;
    }

    /** Completes when the execution has ended, with its output or why it has none; at once when it has. */
    public CompletableFuture<ExecutionOutcome> outcome() {
        return engine.outcome(id);
    }
}
