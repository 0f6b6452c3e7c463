/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

/**
 * Thrown by a step to say that no further attempt can succeed: the execution becomes a dead letter at once. The message
 * is for the people who read the dead letters.
 */
public class UnrecoverableException extends RuntimeException {

    public UnrecoverableException(String message) {
        super(message);
    }

    public UnrecoverableException(String message, Throwable cause) {
        super(message, cause);
    }
}
