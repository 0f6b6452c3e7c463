/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.configuration.ByteSize;
import dev.serai.connector.configuration.Option;
import jakarta.mail.internet.AddressException;
import java.time.Duration;

/** How a mail connector sends and reads. */
record MailOptions(
        @Option("Who sends, when a call does not say: shop@example.com, or Shop <shop@example.com>.")
        String from,

        @Option(value = "How long making a connection may take.", defaultValue = "10s", min = "1ms", max = "1h")
        Duration connectTimeout,

        @Option(
                value = "How long the connector waits for each answer of a server.",
                defaultValue = "60s",
                min = "10ms",
                max = "1h")
        Duration readTimeout,

        @Option(
                value = "How long the connector waits for a server to take what is sent.",
                defaultValue = "60s",
                min = "10ms",
                max = "1h")
        Duration writeTimeout,

        @Option(
                value =
                        "How many calls are under way at once, each with a connection of its own. Others wait. Consumers"
                                + " have one more each while they look for mail.",
                defaultValue = "4",
                min = "1",
                max = "100")
        int maxConnections,

        @Option(
                value = "For how long an unused connection may be used again.",
                defaultValue = "1m",
                min = "1s",
                max = "30m")
        Duration idleTimeout,

        @Option(
                value = "How large the attachments of a message that is sent may be together, before they are encoded.",
                defaultValue = "25MB",
                min = "1KB",
                max = "1GB")
        ByteSize maxAttachmentSize,

        @Option(
                value = "How large a message may be that is read. Of a larger one only the header is.",
                defaultValue = "50MB",
                min = "1KB",
                max = "1GB")
        ByteSize maxMessageSize) {

    MailOptions {
        if (from != null) {
            try {
                Addresses.one(from);
            } catch (AddressException e) {
                throw new IllegalArgumentException(
                        "'options.from' is '" + from + "', which is no address: " + e.getMessage()
                                + ". Expected shop@example.com or Shop <shop@example.com>.",
                        e);
            }
        }
    }
}
