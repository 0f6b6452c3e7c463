/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.io.IOException;

/** The storage cannot be reached or used at all: the server is away, the login is refused, the folder is missing. */
public final class UnreachableException extends IOException {

    private static final long serialVersionUID = 1;

    /** @param reason as a sentence that says what to look at, too */
    public UnreachableException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
