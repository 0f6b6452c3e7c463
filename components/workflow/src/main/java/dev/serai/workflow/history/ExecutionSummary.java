/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.workflow.journal.ExecutionStatus;
import java.time.Instant;

/**
 * An execution in a list.
 *
 * @param attempt the number of the attempt that runs, or ran last
 * @param startedAt null when it has not begun
 * @param finishedAt null when it has not ended
 * @param error why the last attempt failed, or null
 */
public record ExecutionSummary(
        String id,
        String workflow,
        String version,
        ExecutionStatus status,
        String idempotencyKey,
        String parentId,
        int attempt,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        String error) {}
