/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/**
 * A change of the message that a person put into an execution. Each replay applies it anew at the same place.
 *
 * @param place where it is applied
 * @param step the step's key that the place refers to; null at the beginning
 * @param change what is done to the message, encoded
 */
public record StepEdit(Place place, String step, byte[] change) {

    /** Where an edit is applied. */
    public enum Place {
        /** To the message with which the execution begins. */
        BEGINNING,
        /** To the message that comes to the step, each time it is delivered. */
        BEFORE,
        /** To what the step gave, because what follows it is not recorded. */
        AFTER
    }
}
