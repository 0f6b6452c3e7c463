/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.StartTerms;
import java.time.Duration;
import java.util.Optional;

/**
 * A wish to start an execution.
 *
 * @param entry the step at which it begins, or null for the beginning of the route
 * @param input the message, encoded
 * @param dueAt not before, in milliseconds since 1970; 0 for at once
 */
public record StartRequest(String workflow, String entry, byte[] input, long dueAt, StartTerms terms) {

    /** A start at the beginning of the route, at once. */
    public StartRequest(String workflow, byte[] input, StartTerms terms) {
        this(workflow, null, input, 0, terms);
    }

    /**
     * The execution that it asks for, as it begins.
     *
     * @param timeout how long it may take from when it is due; empty for no limit
     * @param now in milliseconds since 1970
     */
    ExecutionRecord record(String id, String version, Optional<Duration> timeout, long now) {
        long from = Math.max(now, dueAt);
        StartTerms limited =
                timeout.map(time -> terms.withDeadline(from + time.toMillis())).orElse(terms);
        return new ExecutionRecord(id, workflow, version, entry, input, 1, from, now, limited);
    }
}
