/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.workflow.journal.ExecutionStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which executions somebody looks for. What is null, or empty, holds for every execution. Immutable.
 *
 * @param labels that the execution must have
 * @param since not earlier: the time of its end when the status is a final one, else of its start
 * @param until earlier than this
 * @param parent the execution that started it
 * @param error a part of the failure's message, or of its class's name; capitals do not matter
 * @param step the step that failed: its place, with or without the number of the visit
 * @param after only executions older than this one, to go on where a list ended
 * @param limit how many at most
 */
public record ExecutionFilter(
        ExecutionStatus status,
        String workflow,
        Map<String, String> labels,
        Instant since,
        Instant until,
        String parent,
        Integer priority,
        String error,
        String step,
        String after,
        int limit) {

    /** The 50 newest of all. */
    public static final ExecutionFilter ALL =
            new ExecutionFilter(null, null, Map.of(), null, null, null, null, null, null, null, 50);

    /** All dead letters. */
    public static final ExecutionFilter DEAD_LETTERS =
            ALL.withStatus(ExecutionStatus.DEAD_LETTER).withLimit(Integer.MAX_VALUE);

    public ExecutionFilter withStatus(ExecutionStatus wanted) {
        return new ExecutionFilter(wanted, workflow, labels, since, until, parent, priority, error, step, after, limit);
    }

    public ExecutionFilter withWorkflow(String name) {
        return new ExecutionFilter(status, name, labels, since, until, parent, priority, error, step, after, limit);
    }

    public ExecutionFilter withLabel(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(name, value);
        return new ExecutionFilter(status, workflow, more, since, until, parent, priority, error, step, after, limit);
    }

    public ExecutionFilter withSince(Instant time) {
        return new ExecutionFilter(status, workflow, labels, time, until, parent, priority, error, step, after, limit);
    }

    public ExecutionFilter withUntil(Instant time) {
        return new ExecutionFilter(status, workflow, labels, since, time, parent, priority, error, step, after, limit);
    }

    public ExecutionFilter withParent(String id) {
        return new ExecutionFilter(status, workflow, labels, since, until, id, priority, error, step, after, limit);
    }

    public ExecutionFilter withPriority(Integer wanted) {
        return new ExecutionFilter(status, workflow, labels, since, until, parent, wanted, error, step, after, limit);
    }

    public ExecutionFilter withError(String text) {
        return new ExecutionFilter(status, workflow, labels, since, until, parent, priority, text, step, after, limit);
    }

    public ExecutionFilter withStep(String place) {
        return new ExecutionFilter(
                status, workflow, labels, since, until, parent, priority, error, place, after, limit);
    }

    public ExecutionFilter withAfter(String id) {
        return new ExecutionFilter(status, workflow, labels, since, until, parent, priority, error, step, id, limit);
    }

    public ExecutionFilter withLimit(int most) {
        return new ExecutionFilter(status, workflow, labels, since, until, parent, priority, error, step, after, most);
    }
}
