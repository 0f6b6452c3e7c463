/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import dev.serai.connector.configuration.Option;
import java.net.URI;
import java.time.Duration;

/** What a declaration of type {@code key-value} says. */
public record KeyValueConfiguration(
        @Option("Which server, and as whom.") Connection connection,

        @Option("How calls are made.") Options options) {

    /** Which server, and as whom. */
    public record Connection(
            @Option(value = "The server's address, such as http://localhost:8080.", required = true)
            String url,

            @Option(value = "The user.", required = true) String username,

            @Option(value = "The user's password.", required = true, secret = true)
            String password) {

        public Connection {
            if (!"http".equals(URI.create(url).getScheme())) {
                throw new IllegalArgumentException(
                        "'connection.url' must begin with 'http:', such as http://localhost:8080.");
            }
        }

        /** Leaves the password out, so that the record can be logged. */
        @Override
        public String toString() {
            return "Connection[url=" + url + ", username=" + username + "]";
        }
    }

    /** How calls are made. */
    public record Options(
            @Option(value = "How long the server may take to answer.", defaultValue = "30s", min = "1ms", max = "1h")
            Duration requestTimeout,

            @Option(
                    value = "How many records a stream asks for at once.",
                    defaultValue = "100",
                    min = "1",
                    max = "1000")
            int pageSize) {}
}
