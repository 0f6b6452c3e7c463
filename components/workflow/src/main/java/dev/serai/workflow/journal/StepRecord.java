/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.util.Set;

/**
 * What one visit of one step did.
 *
 * @param sequence from 1, in the order in which steps ended
 * @param step the step's key: path, visits and branches
 * @param redelivery it repeats the visit before it, which failed
 * @param idempotencyKey what the step told the outside world, or null when it told nothing
 * @param startedAt in milliseconds since 1970
 * @param finishedAt in milliseconds since 1970
 * @param input the body before the step, encoded, or null
 * @param change what it did to the message, encoded
 * @param failure how it failed, encoded, or null when it succeeded
 * @param secrets names of values in the message that people are not shown; empty mostly
 * @param large what the change refers to, when it is too large for a row; else null
 * @param cover which records it stands for at replay, or null when for none
 */
public record StepRecord(
        long sequence,
        String step,
        int attempt,
        boolean redelivery,
        String idempotencyKey,
        long startedAt,
        long finishedAt,
        byte[] input,
        byte[] change,
        byte[] failure,
        Set<String> secrets,
        LargeValue large,
        Cover cover) {

    /** A record that stands for itself alone. */
    public StepRecord(
            long sequence,
            String step,
            int attempt,
            boolean redelivery,
            String idempotencyKey,
            long startedAt,
            long finishedAt,
            byte[] input,
            byte[] change,
            byte[] failure,
            Set<String> secrets) {
        this(
                sequence,
                step,
                attempt,
                redelivery,
                idempotencyKey,
                startedAt,
                finishedAt,
                input,
                change,
                failure,
                secrets,
                null,
                null);
    }

    /** The same record, standing for others too. */
    public StepRecord withCover(Cover others) {
        return new StepRecord(
                sequence,
                step,
                attempt,
                redelivery,
                idempotencyKey,
                startedAt,
                finishedAt,
                input,
                change,
                failure,
                secrets,
                large,
                others);
    }

    /** The same record with a reference in place of a change that is too large for a row. */
    public StepRecord slim() {
        if (!LargeValue.isLarge(change)) {
            return this;
        }
        LargeValue value = LargeValue.of(change);
        return new StepRecord(
                sequence,
                step,
                attempt,
                redelivery,
                idempotencyKey,
                startedAt,
                finishedAt,
                input,
                value.reference(),
                failure,
                secrets,
                value,
                cover);
    }

    public boolean failed() {
        return failure != null;
    }
}
