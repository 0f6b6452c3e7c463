/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.workflow.ExecutionCancelledException;
import dev.serai.workflow.ExecutionTimedOutException;
import java.util.Optional;

/** What is asked of an execution. It is a row until its execution has come to a border, so that it survives a crash. */
public enum ControlRequest {
    /** End for good. */
    CANCEL(ExecutionStatus.CANCELLED, ExecutionCancelledException.class.getName(), "The execution was cancelled."),
    /** Wait until somebody lets it go on. */
    PAUSE(ExecutionStatus.PAUSED, null, null),
    /** End as a dead letter, because its time is over. */
    EXPIRE(
            ExecutionStatus.DEAD_LETTER,
            ExecutionTimedOutException.class.getName(),
            "The execution had not ended when the time was over that the option executionTimeout of its workflow"
                    + " gives. A replay goes on where it stood, with all the time again.");

    private final ExecutionStatus status;
    private final String failure;
    private final String message;

    ControlRequest(ExecutionStatus status, String failure, String message) {
        this.status = status;
        this.failure = failure;
        this.message = message;
    }

    /** What the execution is when it is done. */
    ExecutionStatus status() {
        return status;
    }

    /** What is kept as the failure of an execution that ends. */
    Optional<Failure> failure() {
        return failure == null ? Optional.empty() : Optional.of(new Failure(failure, message, null, null));
    }
}
