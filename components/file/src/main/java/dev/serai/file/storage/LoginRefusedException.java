/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.io.IOException;

/** The server does not let in whom the declaration names. */
public final class LoginRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    /** @param reason as a sentence that says what to look at, too, without the credentials */
    public LoginRefusedException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
