/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

/** What a step waited for has not come in time. Another attempt would wait as long again, so there is none. */
public class WaitTimedOutException extends UnrecoverableException {

    public WaitTimedOutException(String message) {
        super(message);
    }

    public WaitTimedOutException(String message, Throwable cause) {
        super(message, cause);
    }
}
