/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import io.grpc.Metadata;
import java.util.List;

/**
 * A reply whose status is OK.
 *
 * @param headers what the server sent before the messages
 * @param messages all of them
 * @param trailers what the server sent after them
 */
record Reply<R>(Metadata headers, List<R> messages, Metadata trailers) {

    /**
     * The only message.
     *
     * @param method for messages
     * @throws ConnectorException when there is none
     */
    R single(String method) {
        if (messages.isEmpty()) {
            throw ConnectorException.of(
                            GrpcErrors.REPLY_UNREADABLE,
                            "The server answered " + method + " with OK, but without a message.")
                    .build();
        }
        return messages.get(0);
    }
}
