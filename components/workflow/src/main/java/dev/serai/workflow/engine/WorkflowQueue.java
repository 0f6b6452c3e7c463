/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionRecord;
import java.util.Optional;
import java.util.Set;

/**
 * The executions of one version of a workflow whose turn has come. Those that come first by {@link ExecutionRecord#rank()}
 * run first, also when they came last. Thread-safe.
 */
interface WorkflowQueue {

    Workflow workflow();

    /** Begins to run executions. */
    void open();

    /** Runs no more executions. */
    void close();

    /** Holds back executions that have not begun, or lets them begin. */
    void pause(boolean paused);

    /**
     * Announces an execution that is about to be added to the store. {@link #offer} or {@link #withdraw} must follow.
     *
     * @return as it is to be added; empty when this version takes no more
     */
    Optional<ExecutionRecord> expect(ExecutionRecord execution);

    /** Takes an expected execution that is in the store now. When there is no room for it here, it is found there. */
    void offer(ExecutionRecord execution);

    /**
     * Takes back what was expected: it was not added.
     *
     * @param certain false when nobody knows whether it was
     */
    void withdraw(ExecutionRecord execution, boolean certain);

    /** Takes no further executions; false when some are in memory or announced. */
    boolean retire();

    /** Takes executions again, because some are in the store. */
    void reinstate();

    /** Keeps executions of this version where they are while they are moved to another one. */
    Migration.Guard guard();

    /**
     * Takes out an execution that waits, because something else happens to it.
     *
     * @return whether it may be under way instead
     */
    boolean remove(String executionId);

    /** What is in memory, or about to be added to the store. */
    Set<String> known();

    /** Told when an execution that lay in the store until something comes has become due. */
    void awaken(String executionId);

    /** Looks into the store for executions whose turn has come. */
    void refill();

    /**
     * Told when an attempt is over and its end is in the store.
     *
     * @param nextDueAt when the next attempt is due, or empty
     */
    void ended(ExecutionRecord execution, Optional<Long> nextDueAt);

    /** Told when an attempt was left because something else is to happen to the execution. Its turn comes again then. */
    void left(ExecutionRecord execution);

    /** Leaves an execution that this version cannot begin in the store, and does not look at it again. */
    void setAside(ExecutionRecord execution);

    /** Told when an attempt came to no end that is in the store: it is found there again. */
    void lost(ExecutionRecord execution);
}
