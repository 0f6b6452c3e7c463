/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import org.apache.camel.Exchange;

/**
 * Told what executions do. Every bean of this type in the Camel registry is one, found when the context starts.
 *
 * <p>It is called on the threads that run the steps, for many executions at once: it must be thread-safe, and quick. It
 * may read the exchange and must not keep it. What it throws is logged and changes nothing, but for {@link
 * StepVetoException}. It hears of everything at least once: after a crash it may hear of the same again.
 */
public interface WorkflowHook {

    /**
     * An execution begins, or goes on after a wait, a failed attempt or a restart. Steps that were recorded before are
     * then passed over without a word.
     *
     * @param exchange as it enters the route: the recorded input
     */
    default void executionStarts(HookedExecution execution, Exchange exchange) {}

    /**
     * An execution is out of memory, and the store knows why.
     *
     * @param failure why it did not complete; null when it did, or when it waits
     */
    default void executionEnds(HookedExecution execution, End end, String failure) {}

    /**
     * A step that is recorded is about to run.
     *
     * @param step the step's key: its path in the model, with visits and branches
     * @throws StepVetoException to let the step fail instead
     */
    default void stepStarts(HookedExecution execution, String step, Exchange exchange) {}

    /**
     * A step has run. Its failure, if it failed, is the exchange's.
     *
     * @param step the step's key: its path in the model, with visits and branches
     */
    default void stepEnds(HookedExecution execution, String step, Exchange exchange) {}

    /**
     * The execution that something is told of.
     *
     * @param attempt from 1
     */
    record HookedExecution(String id, String workflow, String version, int attempt) {}

    /** Why an execution is out of memory. */
    enum End {
        COMPLETED,
        /** The attempt failed, and another follows. */
        RETRIED,
        DEAD_LETTER,
        CANCELLED,
        /** It waits for a time, a signal or a child. */
        SUSPENDED,
        /** Somebody asked it to stand still. */
        PAUSED
    }
}
