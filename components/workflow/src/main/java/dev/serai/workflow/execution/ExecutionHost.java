/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.journal.Awakened;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.Failure;
import dev.serai.workflow.value.FailureCodec;
import dev.serai.workflow.value.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** What an execution needs of the engine it runs in. */
public interface ExecutionHost {

    ExecutionTables tables();

    ValueCodec values();

    FailureCodec failures();

    /** Runs what goes on after a wait. */
    Executor executor();

    /** Finds the classes of recorded failures. */
    ClassLoader classLoader();

    /** Whom to tell what executions do. */
    Hooks hooks();

    /** Runs steps that have a time limit, so that one which blocks holds up nobody else. */
    Executor limitedSteps();

    /** Whether executions must be left at their next border, because the engine stops or the store is away. */
    boolean isStopping();

    /** Runs a short task after a time, unless it is cancelled before. */
    Future<?> later(Duration delay, Runnable task);

    /** How long an execution waits for a line that stands still beside one that is parked. */
    Duration patience(String executionId);

    /**
     * Told when an execution waits in the store for something outside.
     *
     * @param dueAt when it goes on by itself, in milliseconds since 1970
     * @param cutOff a line was stopped that could have gone on
     */
    void suspended(Execution execution, long dueAt, boolean cutOff);

    /**
     * Told when an execution has ended for good.
     *
     * @param output what its route left, encoded; null when it did not complete
     * @param failure null when it completed
     */
    void ended(String executionId, ExecutionStatus status, byte[] output, Failure failure);

    /** Told which executions waited in the store for what happened, and can go on. */
    void awakened(List<Awakened> executions);

    /** Told when an execution was left in its tracks: it is in the store, and nothing of it goes on. */
    void dropped(Execution execution);

    /** Told when an execution cannot go on without a decision; it was left in its tracks. */
    void stopped(Execution execution, RuntimeException reason);
}
