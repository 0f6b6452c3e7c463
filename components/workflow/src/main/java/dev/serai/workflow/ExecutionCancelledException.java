/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

/** Why an execution ended that was cancelled. */
public class ExecutionCancelledException extends RuntimeException {

    public ExecutionCancelledException(String message) {
        super(message);
    }
}
