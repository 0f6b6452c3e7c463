/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.websocket;

import dev.serai.connector.configuration.Option;
import java.util.List;

/** What a declaration of type {@code websocket} says. */
record WebSocketConfiguration(
        @Option("Which server, and as whom.") WebSocketConnection connection,

        @Option("How sockets are opened and kept.") WebSocketOptions options,

        @Option(value = "The path of the sockets under the base URL.", defaultValue = "/ws")
        String endpoint,

        @Option("The sub-protocols that are offered to the server, the preferred one first.")
        List<String> subProtocols,

        @Option(
                value = "What messages are: json, text or binary. Maps and lists are sent as JSON whatever it says.",
                defaultValue = "json")
        MessageFormat format,

        @Option(
                value = "A message that is sent first on each socket, for servers that want credentials there.",
                secret = true)
        String login,

        @Option(
                "The field, such as id or header.requestId, that is the same in a request and its reply. Without one the"
                        + " next message is the reply, and requests wait for one another.")
        String correlation) {}
