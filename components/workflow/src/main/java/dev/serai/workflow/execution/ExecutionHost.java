/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.value.FailureCodec;
import dev.serai.workflow.value.ValueCodec;
import java.util.concurrent.Executor;

/** What an execution needs of the engine it runs in. */
public interface ExecutionHost {

    ExecutionTables tables();

    ValueCodec values();

    FailureCodec failures();

    /** Runs what goes on after a wait. */
    Executor executor();

    /** Finds the classes of recorded failures. */
    ClassLoader classLoader();

    /** Whether executions must be left at their next border, because the engine stops. */
    boolean isStopping();

    /** Told when an execution was left in its tracks: it is in the store, and nothing of it goes on. */
    void dropped(Execution execution);

    /** Told when an execution cannot go on without a decision; it was left in its tracks. */
    void stopped(Execution execution, RuntimeException reason);
}
