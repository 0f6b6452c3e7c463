/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.Option;
import java.time.Duration;
import java.util.Locale;

/** How a Kafka connector sends and receives. */
record KafkaOptions(
        @Option(
                value =
                        "Who must have a message before it counts as published: all replicas that are in step, where the"
                                + " client's repetitions never double it; or the partition's leader alone, where they may and where"
                                + " a message is lost with its leader.",
                defaultValue = "all")
        Acknowledgement acks,

        @Option(value = "How batches of messages are compressed.", defaultValue = "none")
        Compression compression,

        @Option(
                value = "For how long a message may wait for others of its partition to be sent together.",
                defaultValue = "0",
                min = "0",
                max = "1m")
        Duration linger,

        @Option(
                value = "How much is sent to a partition at once at most, before compression.",
                defaultValue = "64KB",
                min = "1KB",
                max = "100MB")
        ByteSize batchSize,

        @Option(
                value =
                        "How large a message may be, with its key and headers and before compression. The topic has a limit"
                                + " of its own, max.message.bytes.",
                defaultValue = "1MB",
                min = "1KB",
                max = "100MB")
        ByteSize maxMessageSize,

        @Option(
                value = "How much may wait to be sent and confirmed. What is published beyond it waits for room.",
                defaultValue = "32MB",
                min = "1MB",
                max = "2GB")
        ByteSize sendBuffer,

        @Option(
                value =
                        "How long publishing a message may take, with all waits and repetitions; longer than 'requestTimeout'"
                                + " and 'linger' together.",
                defaultValue = "30s",
                min = "100ms",
                max = "1h")
        Duration deliveryTimeout,

        @Option(
                value = "How long the connector waits for each answer of a broker.",
                defaultValue = "10s",
                min = "50ms",
                max = "10m")
        Duration requestTimeout,

        @Option(
                value =
                        "After how long without a sign of life a consumer's partitions go to others. The broker has bounds"
                                + " for it.",
                defaultValue = "45s",
                min = "500ms",
                max = "30m")
        Duration sessionTimeout,

        @Option(
                value = "How much a consumer fetches at once at most, from all partitions of a broker together.",
                defaultValue = "10MB",
                min = "1KB",
                max = "1GB")
        ByteSize fetchSize,

        @Option(
                value =
                        "Whether messages of transactions are received that were undone or have not ended: readCommitted"
                                + " leaves them out.",
                defaultValue = "readCommitted")
        Isolation isolation,

        @Option(
                "The class that chooses the partitions of messages, an org.apache.kafka.clients.producer.Partitioner on the"
                        + " class path. By default the key chooses, and messages without one are spread.")
        String partitioner) {

    /** Who must have a message. */
    enum Acknowledgement {
        ALL("all"),
        LEADER("1");

        private final String label;

        Acknowledgement(String label) {
            this.label = label;
        }

        /** As the client calls it. */
        String label() {
            return label;
        }
    }

    /** How batches are compressed. */
    enum Compression {
        NONE,
        GZIP,
        SNAPPY,
        LZ4,
        ZSTD;

        /** As the client calls it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is received of transactions. */
    enum Isolation {
        READ_UNCOMMITTED,
        READ_COMMITTED;

        /** As the client calls it. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    KafkaOptions {
        if (deliveryTimeout.compareTo(requestTimeout.plus(linger)) < 0) {
            throw new IllegalArgumentException("'options.deliveryTimeout' is " + deliveryTimeout.toMillis()
                    + " ms. Expected at least 'options.requestTimeout' and 'options.linger' together, "
                    + requestTimeout.plus(linger).toMillis() + " ms.");
        }
    }
}
