/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.Field;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.MessagingOperations;
import java.util.List;

/** Makes connectors of type {@code rabbitmq}. */
public final class RabbitMqConnectorFactory implements ConnectorFactory<RabbitMqConfiguration> {

    private static final List<Field> PUBLISHING = List.of(
            Field.optional(
                    "exchange",
                    Field.Type.STRING,
                    "The exchange, whose routing key 'destination' is then. By default the one that knows every queue by its"
                            + " name."),
            Field.optional(
                            "priority",
                            Field.Type.INTEGER,
                            "Those of a higher priority come first, in a queue that has priorities.")
                    .between("0", "255"),
            Field.optional("expiration", Field.Type.DURATION, "How long the message may wait in a queue.")
                    .between("1ms", ""),
            Field.optional("persistent", Field.Type.BOOLEAN, "Whether the message survives a restart of the broker.")
                    .withDefault("true"));

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("rabbitmq", "RabbitMQ")
            .description("Sends to and receives from RabbitMQ, with confirms, retries and dead letters.")
            .category(ConnectorMetadata.Category.MESSAGING)
            .tags("rabbitmq", "amqp", "messaging", "queue")
            .aliases("rabbit", "amqp-0-9-1")
            .operations(MessagingOperations.all(PUBLISHING, List.of(), List.of()))
            .errors(MessagingErrors.ALL)
            .asynchronous()
            .requires("RabbitMQ 3.10 or later.")
            .documentation("components/rabbitmq/README.md")
            .example("A broker, and the queues that the routes need", """
                    connectors:
                      - name: shop-mq
                        type: rabbitmq
                        description: The shop's messages.
                        connection:
                          host: mq.example.com
                          virtualHost: shop
                          username: shop
                          password: ${MQ_PASSWORD}
                          tls: { enabled: true }
                        declare:
                          exchanges:
                            orders: { type: topic }
                          queues:
                            orders-in: { bindings: [ { exchange: orders, key: "order.#" } ] }
                            orders-dead: {}
                    """)
            .example("A message is sent, and kept by the broker before the route goes on", """
                    - route:
                        from:
                          uri: direct:order-placed
                          steps:
                            - to:
                                uri: connector:shop-mq/publish
                                parameters:
                                  exchange: orders
                                  destination: order.placed
                    """)
            .example("A route for each message, four at once; those that fail go aside", """
                    - route:
                        from:
                          uri: connector:shop-mq/subscribe
                          parameters:
                            source: orders-in
                            concurrency: 4
                            deadLetter: orders-dead
                          steps:
                            - to: log:orders
                    """)
            .build();

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Class<RabbitMqConfiguration> configurationType() {
        return RabbitMqConfiguration.class;
    }

    @Override
    public Connector create(
            RabbitMqConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new RabbitMqConnector(settings.name(), configuration, environment);
    }
}
