/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/**
 * An execution as the queue knows it.
 *
 * @param id a UUID of version 7
 * @param version the definition it began with
 * @param entry the step at which it begins, or null for the beginning of the route
 * @param input the message it began with, encoded
 * @param attempt from 1
 * @param dueAt not before, in milliseconds since 1970
 * @param createdAt in milliseconds since 1970
 * @param terms how it was started
 * @param node the process that took it, as {@link dev.serai.store.StoreNode#id()} was then; 0 when none did, or one alone
 *     has the store
 */
public record ExecutionRecord(
        String id,
        String workflow,
        String version,
        String entry,
        byte[] input,
        int attempt,
        long dueAt,
        long createdAt,
        StartTerms terms,
        int node) {

    /** An execution that nobody took yet. */
    public ExecutionRecord(
            String id,
            String workflow,
            String version,
            String entry,
            byte[] input,
            int attempt,
            long dueAt,
            long createdAt,
            StartTerms terms) {
        this(id, workflow, version, entry, input, attempt, dueAt, createdAt, terms, 0);
    }

    /** The same, taken by a process. */
    public ExecutionRecord takenBy(int newNode) {
        return new ExecutionRecord(id, workflow, version, entry, input, attempt, dueAt, createdAt, terms, newNode);
    }

    /** The time of what never comes: far enough to add to. */
    public static final long NEVER = Long.MAX_VALUE / 2;

    /** Where it stands in the queue: the smaller goes first. The store computes the same. */
    public long rank() {
        return rank(dueAt, terms.priority());
    }

    /**
     * An execution goes before those that become due later; each level of priority is worth {@link
     * StartTerms#AGEING_MILLIS} of waiting.
     */
    static long rank(long dueAt, int priority) {
        return dueAt + (StartTerms.HIGHEST_PRIORITY - priority) * StartTerms.AGEING_MILLIS;
    }
}
