/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.store.StoreCallback;
import dev.serai.workflow.journal.ExecutionRecord;

/** What goes on by itself: executions that a step starts and that begin at a step. Thread-safe. */
public interface HandOvers {

    /**
     * Starts a child of an execution, on the same version.
     *
     * @param entry where it begins
     * @param input the exchange, encoded
     * @param key a second start with it by the same parent gives the first child back
     * @param callback gets the child's id when the start is durable
     */
    void startChild(ExecutionRecord parent, String entry, byte[] input, String key, StoreCallback<String> callback);

    /** A new id for an execution. */
    String newId();

    /** Told when a step has put an execution of a version into the store. */
    void added(String workflow, String version);

    /** Told when a group was written that is complete by itself at a time, in milliseconds since 1970. */
    void groupDue(long at);
}
