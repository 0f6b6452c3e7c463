/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.grpc;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.configuration.ByteSize;

/**
 * How much one reply may have.
 *
 * @param method for messages
 * @param single whether the reply is one message
 * @param maxMessages of a stream
 * @param maxSize of a stream's messages together
 */
record ReplyBounds(String method, boolean single, long maxMessages, ByteSize maxSize) {

    /** The failure of a reply that has more, or null. */
    ConnectorException excess(int messages, long bytes) {
        if (single) {
            return messages <= 1
                    ? null
                    : failure(
                            GrpcErrors.REPLY_UNREADABLE,
                            "The server answered " + method + " with several messages, but its descriptors say one.");
        }
        if (messages > maxMessages) {
            return failure(
                    GrpcErrors.REPLY_TOO_LARGE,
                    "The stream of " + method + " has more than " + maxMessages + " messages ('maxMessages'). Ask for"
                            + " less, raise it, or begin a route with them by the operation 'stream'.");
        }
        if (bytes > maxSize.bytes()) {
            return failure(
                    GrpcErrors.REPLY_TOO_LARGE,
                    "The messages of the stream of " + method + " have more than " + maxSize
                            + " together ('options.maxListSize'). Ask for less, raise it, or begin a route with them by"
                            + " the operation 'stream'.");
        }
        return null;
    }

    private static ConnectorException failure(ErrorCode code, String sentence) {
        return ConnectorException.of(code, sentence).build();
    }
}
