/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

/** A signal or a decision was not taken: nobody is there who could get it, or somebody decided before. */
public class SignalRefusedException extends UnrecoverableException {

    public SignalRefusedException(String message) {
        super(message);
    }

    public SignalRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
