/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

/** Somebody rejected what an approval asked for. */
public class ApprovalRejectedException extends UnrecoverableException {

    public ApprovalRejectedException(String message) {
        super(message);
    }

    public ApprovalRejectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
