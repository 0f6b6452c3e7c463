/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.Option;
import java.time.Duration;

/** How a connector sends and receives. */
record RabbitMqOptions(
        @Option(value = "How long making a connection may take.", defaultValue = "10s", min = "1ms", max = "5m")
        Duration connectTimeout,

        @Option(
                value = "How long the connector waits for each answer of the broker, such as the confirm of a message.",
                defaultValue = "30s",
                min = "10ms",
                max = "10m")
        Duration requestTimeout,

        @Option(
                value =
                        "How often both sides show that they are there; after two that are missing the connection is broken.",
                defaultValue = "30s",
                min = "1s",
                max = "10m")
        Duration heartbeat,

        @Option(value = "How large the body of a message may be.", defaultValue = "16MB", min = "1KB", max = "128MB")
        ByteSize maxMessageSize,

        @Option(
                value = "The header that has a message's key, for RabbitMQ has none of its own.",
                defaultValue = "serai-key")
        String keyHeader) {}
