/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.memory;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.Option;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One option of every kind. */
public record MemoryConfiguration(
        @Option("Where it is.") Connection connection,

        @Option("How it works.") Options options) {

    /** Where it is. */
    public record Connection(
            @Option(value = "The host.", required = true) String host,

            @Option(value = "The port.", defaultValue = "5432", min = "1", max = "65535")
            int port,

            @Option(value = "The password.", secret = true) String accessPassword,

            @Option("Labels.") Map<String, Object> labels) {

        public Connection {
            if (host.equals("nowhere")) {
                throw new IllegalArgumentException("'connection.host' must not be 'nowhere'.");
            }
        }
    }

    /** How it works. */
    public record Options(
            @Option(value = "The mode.", defaultValue = "fast")
            Mode mode,

            @Option(value = "Whether it is careful.", defaultValue = "true")
            boolean careful,

            @Option(value = "How long it waits.", defaultValue = "30s", min = "1ms")
            Duration maxWait,

            @Option(value = "How much it takes.", defaultValue = "10MB", max = "1GB")
            ByteSize limit,

            @Option(value = "A share.", defaultValue = "0.5", min = "0", max = "1")
            double share,

            @Option("Tags.") List<String> tags) {}

    /** The modes. */
    public enum Mode {
        FAST,
        VERY_SAFE
    }
}
