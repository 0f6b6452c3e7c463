/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.storage;

import java.io.IOException;

/** A connection broke within a call, or the server did not answer in time: nobody knows what it has done. */
public final class ConnectionLostException extends IOException {

    private static final long serialVersionUID = 1;

    /** @param cause of which the message is a part of this one's */
    public ConnectionLostException(Throwable cause) {
        super("the connection was lost (" + cause.getMessage() + ")", cause);
    }
}
