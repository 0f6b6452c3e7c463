/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

/** Why an execution became a dead letter that had not ended when its {@code executionTimeout} was over. */
public class ExecutionTimedOutException extends RuntimeException {

    public ExecutionTimedOutException(String message) {
        super(message);
    }
}
