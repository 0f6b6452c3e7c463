/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.workflow.journal.ExecutionStatus;
import java.time.Instant;
import java.util.Map;

/**
 * An execution in a list.
 *
 * @param parentId the execution whose step started it, or null
 * @param originId the execution that it takes records over from, or null
 * @param originStep the first step that it ran itself, or null
 * @param attempt the number of the attempt that runs, or ran last
 * @param dueAt when it goes on by itself; null when it does not
 * @param startedAt null when it has not begun
 * @param finishedAt null when it has not ended
 * @param error why the last attempt that failed did so, or null
 * @param failedStep the step whose failure that was, or null
 */
public record ExecutionSummary(
        String id,
        String workflow,
        String version,
        ExecutionStatus status,
        String idempotencyKey,
        String parentId,
        String originId,
        String originStep,
        int priority,
        Map<String, String> labels,
        int attempt,
        Instant dueAt,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        String error,
        String failedStep) {}
