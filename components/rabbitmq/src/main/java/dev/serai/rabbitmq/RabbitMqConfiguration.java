/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import dev.serai.connector.configuration.Option;

/** What a declaration of type {@code rabbitmq} says. */
record RabbitMqConfiguration(
        @Option("Which broker, and as whom.") RabbitMqConnection connection,

        @Option("How messages are sent and received.") RabbitMqOptions options,

        @Option("What is made when the connector connects, if it is not there.")
        RabbitMqDeclarations declare) {}
