/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.SubscriptionOperations;
import java.util.List;

/** The operations of type {@code websocket}. */
final class WebSocketOperations {

    static final String MESSAGE = "message";
    static final String TIMEOUT = "replyTimeout";
    static final String PATH = "path";
    static final String SUBSCRIBE = "subscribe";

    static final Operation SEND = timed(
                    Operation.call("send", "Sends a message."), "How long this may take, by default 'requestTimeout'.")
            .payload(message())
            .output(Field.Type.ANY, "Null: the message has left, and nobody says that it arrived.")
            .build();

    static final Operation REQUEST = asking(Operation.call("request", "Sends a message and waits for the reply."))
            .build();

    static final Operation QUERY = asking(
                    Operation.call("query", "Sends a message that changes nothing, and waits for the reply."))
            .readOnly()
            .build();

    static final Operation RECEIVE = timed(
                    Operation.call("receive", "Takes the next message that answers no request, or waits for it."),
                    "How long to wait, by default 'requestTimeout'.")
            .output(Field.Type.ANY, "The message.")
            .build();

    static final Operation STREAM = SubscriptionOperations.subscription(
                    "stream", "Receives messages over a socket of its own.")
            .field(Field.optional(
                    PATH,
                    Field.Type.STRING,
                    "The path of this socket under the base URL, in place of the connector's."))
            .field(Field.optional(
                    SUBSCRIBE,
                    Field.Type.ANY,
                    "A message, a map or text, that is sent each time the socket was opened."))
            .output(Field.Type.ANY, "A message of the route for each of the server's.")
            .build();

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("websocket", "WebSocket")
            .description("Sends and receives messages over WebSockets.")
            .category(ConnectorMetadata.Category.API)
            .tags("websocket", "ws", "real-time")
            .aliases("ws")
            .operations(List.of(SEND, REQUEST, QUERY, RECEIVE, STREAM))
            .asynchronous()
            .errors(WebSocketErrors.ALL)
            .requires("A WebSocket server that can be reached from the runtime.")
            .documentation("components/websocket/README.md")
            .example("A server with a bearer token, whose replies carry the id of their request", """
                    connectors:
                      - name: prices
                        type: websocket
                        connection:
                          url: wss://feed.example.com
                          auth: { type: bearer, token: "${FEED_TOKEN}" }
                        correlation: id
                    """)
            .example("A route that receives what it subscribed to, also after the connection was lost", """
                    - route:
                        id: ticks
                        from:
                          uri: connector:prices/stream
                          parameters:
                            subscribe: '{"subscribe": "ticks"}'
                          steps:
                            - to: log:ticks
                    """)
            .build();

    private WebSocketOperations() {}

    private static Operation.Builder asking(Operation.Builder operation) {
        return timed(operation, "How long this may take, by default 'requestTimeout'.")
                .payload(message())
                .output(Field.Type.ANY, "The reply.");
    }

    private static Field message() {
        return Field.required(MESSAGE, Field.Type.ANY, "A map or list, which is sent as JSON, or text, or bytes.");
    }

    private static Operation.Builder timed(Operation.Builder operation, String description) {
        return operation.field(
                Field.optional(TIMEOUT, Field.Type.DURATION, description).between("1ms", "1h"));
    }
}
