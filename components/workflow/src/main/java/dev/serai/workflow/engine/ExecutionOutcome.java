/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.Failure;

/**
 * How an execution ended.
 *
 * @param status {@link ExecutionStatus#COMPLETED}, {@link ExecutionStatus#DEAD_LETTER} or {@link
 *     ExecutionStatus#CANCELLED}
 * @param output the body that its route left; null when it did not complete
 * @param failure why it became a dead letter or was cancelled; null when it completed
 */
public record ExecutionOutcome(ExecutionStatus status, Object output, Failure failure) {}
