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
    CANCEL(
            ExecutionStatus.CANCELLED,
            new Failure(ExecutionCancelledException.class.getName(), "The execution was cancelled.", null, null)),
    /** Wait until somebody lets it go on. */
    PAUSE(ExecutionStatus.PAUSED, null),
    /** End as a dead letter, because its time is over. */
    EXPIRE(
            ExecutionStatus.DEAD_LETTER,
            new Failure(
                    ExecutionTimedOutException.class.getName(),
                    "The execution had not ended when the time was over that the option executionTimeout of its"
                            + " workflow gives. A replay goes on where it stood, with all the time again.",
                    null,
                    null));

    private final ExecutionStatus status;
    private final Failure failure;

    ControlRequest(ExecutionStatus status, Failure failure) {
        this.status = status;
        this.failure = failure;
    }

    /** What the execution is when it is done. */
    ExecutionStatus status() {
        return status;
    }

    /** What is kept as the failure of an execution that ends. */
    Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }
}
