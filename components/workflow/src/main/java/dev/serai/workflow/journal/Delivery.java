/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.util.Optional;

/**
 * What became of a signal.
 *
 * @param signal as it was sent
 * @param executionId whom it was for; null when there is no such execution
 * @param ended how that had ended before; null when the signal was taken
 * @param awakened the execution, when it waited for this signal in the store
 */
public record Delivery(Signal signal, String executionId, ExecutionStatus ended, Optional<Awakened> awakened) {

    /** Why the signal was not taken, in a sentence; empty when it was. */
    public Optional<String> refusal() {
        String begin = "The signal '" + signal.name() + "' was not sent: ";
        if (executionId == null) {
            return Optional.of(begin + "there is no " + signal.to() + ".");
        }
        if (ended == ExecutionStatus.DEAD_LETTER) {
            return Optional.of(begin + "execution " + executionId + " is a dead letter. Replay it, then send again.");
        }
        return ended == null
                ? Optional.empty()
                : Optional.of(begin + "execution " + executionId + " has ended as " + ended + ".");
    }
}
