/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.intervention;

/** What somebody asked for cannot be done; the message says why, and what can be done instead. */
public class InterventionRefusedException extends RuntimeException {

    public InterventionRefusedException(String message) {
        super(message);
    }
}
