/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

/** A replay came to a step that the record says comes later, or not at all. The execution stops for a decision. */
public class ReplayDivergedException extends RuntimeException {

    public ReplayDivergedException(String message) {
        super(message);
    }
}
