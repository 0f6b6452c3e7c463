/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import java.time.Instant;
import java.util.List;

/**
 * An approval that waits for somebody.
 *
 * @param title what is asked
 * @param approvers who may decide; empty for anybody
 * @param until when the wait is given up; null for never
 */
public record PendingApproval(
        String id,
        String title,
        List<String> approvers,
        String workflow,
        String executionId,
        Instant since,
        Instant until) {}
