/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

/**
 * Ends a line of an execution that was left in the midst of a step that cannot be left without a word. Nothing comes of
 * it: every step after it turns the line away.
 */
public class ExecutionLeftException extends RuntimeException {

    public ExecutionLeftException() {
        super("The execution was left; it goes on later from its record.");
    }
}
