/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.ExecutionOutcome;
import dev.serai.workflow.engine.WorkflowEngine;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;

/**
 * What an application does with the workflows of its Camel context. Thread-safe.
 *
 * <p>Each method that cannot do what it is asked throws an {@link IllegalStateException} that says why. All of them wait
 * for the disk, so call them from a thread that may block.
 */
public final class Workflows {

    private final WorkflowEngine engine;

    private Workflows(WorkflowEngine engine) {
        this.engine = engine;
    }

    /** The workflows of a Camel context. */
    public static Workflows of(CamelContext camelContext) {
        return new Workflows(WorkflowEngine.of(camelContext));
    }

    /** Prepares the start of an execution: {@code start("fulfil-order").body(order).key(number).execute()}. */
    public WorkflowStart start(String workflow) {
        return new WorkflowStart(engine, workflow);
    }

    /** Completes when an execution has ended; at once when it has. */
    public CompletableFuture<ExecutionOutcome> outcome(String executionId) {
        return engine.outcome(executionId);
    }

    /** Ends an execution for good; one that runs ends at its next border. */
    public void cancel(String executionId) {
        refuse(engine.control().cancel(executionId));
    }

    /** Lets an execution stand still until it is resumed; one that runs goes on to its next border. */
    public void pause(String executionId) {
        refuse(engine.control().pause(executionId));
    }

    /** Lets a paused execution go on. */
    public void resume(String executionId) {
        refuse(engine.control().resume(executionId));
    }

    /** Lets no execution of a workflow begin, also after a restart. Those under way go on; starts queue up. */
    public void pauseWorkflow(String workflow) {
        refuse(engine.control().pauseWorkflow(workflow));
    }

    /** Lets the executions of a workflow begin again. */
    public void resumeWorkflow(String workflow) {
        refuse(engine.control().resumeWorkflow(workflow));
    }

    private static void refuse(Optional<String> refusal) {
        refusal.ifPresent(reason -> {
            throw new IllegalStateException(reason);
        });
    }
}
