/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import dev.serai.connector.ConnectorException;

/** Hears what comes of a {@link MessageSocket}, one call after another, on an event loop: it must not block. */
public interface SocketListener {

    void text(String message);

    void binary(byte[] message);

    /**
     * The socket has closed; nothing more comes.
     *
     * @param failure why, or null when the other side closed it regularly (code 1000) or this side did
     */
    void closed(ConnectorException failure);
}
