/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.util.Map;

/**
 * How an execution was started. All of it is kept in the store.
 *
 * @param idempotencyKey a second start with this key gives this execution back; null when it has none
 * @param keyExpiresAt until when the key is known, in milliseconds since 1970; {@link ExecutionRecord#NEVER} for ever
 * @param parentId the execution whose step started it, or null
 * @param cancelWithParent whether a cancellation of the parent cancels it too
 * @param priority from 1 to 10; 10 goes first
 * @param concurrencyKey executions of a workflow with the same one share a limit; null for none
 * @param labels for people who look for executions
 * @param deadlineAt when its time is over, in milliseconds since 1970; null for never
 */
public record StartTerms(
        String idempotencyKey,
        long keyExpiresAt,
        String parentId,
        boolean cancelWithParent,
        int priority,
        String concurrencyKey,
        Map<String, String> labels,
        Long deadlineAt) {

    public static final int HIGHEST_PRIORITY = 10;

    public static final int DEFAULT_PRIORITY = 5;

    /** Each level of priority goes before executions of the level below that became due this much earlier. */
    public static final long AGEING_MILLIS = 30_000;

    public static final StartTerms DEFAULTS =
            new StartTerms(null, ExecutionRecord.NEVER, null, false, DEFAULT_PRIORITY, null, Map.of(), null);

    public StartTerms withKey(String key) {
        return withKey(key, keyExpiresAt);
    }

    /** @param expiresAt from when on the key may be used anew, in milliseconds since 1970 */
    public StartTerms withKey(String key, long expiresAt) {
        return new StartTerms(key, expiresAt, parentId, cancelWithParent, priority, concurrencyKey, labels, deadlineAt);
    }

    public StartTerms withParent(String parent) {
        return new StartTerms(
                idempotencyKey, keyExpiresAt, parent, cancelWithParent, priority, concurrencyKey, labels, deadlineAt);
    }

    /**
     * @throws IllegalArgumentException when it is not from 1 to 10
     */
    public StartTerms withPriority(int newPriority) {
        if (newPriority < 1 || newPriority > HIGHEST_PRIORITY) {
            throw new IllegalArgumentException(
                    "A priority is a whole number from 1 to 10, and 10 goes first; it was " + newPriority + ".");
        }
        return new StartTerms(
                idempotencyKey,
                keyExpiresAt,
                parentId,
                cancelWithParent,
                newPriority,
                concurrencyKey,
                labels,
                deadlineAt);
    }

    public StartTerms withConcurrencyKey(String key) {
        return new StartTerms(
                idempotencyKey, keyExpiresAt, parentId, cancelWithParent, priority, key, labels, deadlineAt);
    }

    public StartTerms withLabels(Map<String, String> newLabels) {
        return new StartTerms(
                idempotencyKey,
                keyExpiresAt,
                parentId,
                cancelWithParent,
                priority,
                concurrencyKey,
                newLabels,
                deadlineAt);
    }

    /** @param deadline in milliseconds since 1970, or null for never */
    public StartTerms withDeadline(Long deadline) {
        return new StartTerms(
                idempotencyKey, keyExpiresAt, parentId, cancelWithParent, priority, concurrencyKey, labels, deadline);
    }

    public StartTerms withCancelWithParent(boolean cancel) {
        return new StartTerms(
                idempotencyKey, keyExpiresAt, parentId, cancel, priority, concurrencyKey, labels, deadlineAt);
    }
}
