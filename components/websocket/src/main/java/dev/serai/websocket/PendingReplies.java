/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.util.concurrent.CompletableFuture;

/** The requests that wait for a reply over one socket. Thread-safe. */
interface PendingReplies {

    /**
     * A request is sent next.
     *
     * @param message a map, list, text or bytes
     * @param key the same for every repetition of the request, or null
     * @return the message as it is to be sent
     * @throws ConnectorException when no reply could be told to be its
     */
    Object expect(Object message, String key, CompletableFuture<ExecutionResult> reply);

    /** Gives whether a message was a reply; its request is complete then. */
    boolean claim(ExecutionResult message);

    /**
     * A request waits no more.
     *
     * @return whether its late reply would be taken for another's
     */
    boolean forget(CompletableFuture<ExecutionResult> reply);

    /** The socket has closed. */
    void failAll(ConnectorException reason);
}
