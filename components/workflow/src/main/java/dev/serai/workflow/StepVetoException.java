/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

/** Thrown by a {@link WorkflowHook} before a step, to let the step fail. The route handles it like any failure. */
public class StepVetoException extends RuntimeException {

    public StepVetoException(String message) {
        super(message);
    }

    public StepVetoException(String message, Throwable cause) {
        super(message, cause);
    }
}
