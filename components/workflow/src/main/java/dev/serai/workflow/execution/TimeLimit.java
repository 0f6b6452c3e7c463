/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

/** Ends a step that takes too long. */
@FunctionalInterface
public interface TimeLimit {

    /** Takes the limit away, because the step waits for something outside; false when the time was over before. */
    boolean lift();
}
