/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One visit of one step.
 *
 * @param sequence in the order in which steps ended; lists of steps go on after it
 * @param step the step's key: its path in the model, with visits and branches
 * @param path its place in the model
 * @param visit from 1: how often the execution came by, in the place that the key names
 * @param redelivery it repeats the visit before it, which failed
 * @param outcome {@code done}, {@code failed}, {@code tried again} for one that a later attempt repeats, or
 *     {@code taken over} for one that the execution got from the one that it was made from
 * @param input the body before it, or a note in angle brackets when it was not kept
 * @param output the body after it, or {@code <unchanged>}
 * @param headers that it set
 * @param variables that it set
 * @param error how it failed, or null
 * @param coveredBy the sequence of the record that stands for it at replay, or null
 */
public record StepSummary(
        long sequence,
        String step,
        String path,
        int visit,
        boolean redelivery,
        int attempt,
        String outcome,
        Instant startedAt,
        Duration duration,
        String idempotencyKey,
        Object input,
        Object output,
        Map<String, Object> headers,
        Map<String, Object> variables,
        String error,
        Long coveredBy) {}
