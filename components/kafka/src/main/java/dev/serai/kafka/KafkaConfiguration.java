/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.configuration.Option;

/** What a declaration of type {@code kafka} says. */
record KafkaConfiguration(
        @Option("Which cluster, and as whom.") KafkaConnection connection,

        @Option("How messages are sent and received.") KafkaOptions options) {}
