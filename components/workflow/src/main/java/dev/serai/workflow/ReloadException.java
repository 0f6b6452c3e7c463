/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

/** Changed files could not be applied, and nothing has changed. The message says why. */
public class ReloadException extends RuntimeException {

    public ReloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
