/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import java.time.Instant;

/**
 * A signal that was sent to an execution.
 *
 * @param takenBy the key of the step that got it; null when none has yet
 */
public record SignalSummary(String id, String name, Instant sentAt, String takenBy, Object body) {}
