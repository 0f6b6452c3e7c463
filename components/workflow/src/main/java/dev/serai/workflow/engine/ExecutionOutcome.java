/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.Failure;

/**
 * How an execution ended.
 *
 * @param output the body that its route left; null when it became a dead letter
 * @param failure why it became a dead letter; null when it completed
 */
public record ExecutionOutcome(Object output, Failure failure) {}
