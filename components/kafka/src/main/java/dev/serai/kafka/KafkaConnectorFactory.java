/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.DiscoveringConnectorFactory;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConnectorSettings;
import dev.serai.messaging.MessagingOperations;
import java.util.List;
import java.util.stream.Stream;

/** Makes connectors of type {@code kafka}. */
public final class KafkaConnectorFactory implements DiscoveringConnectorFactory<KafkaConfiguration> {

    private static final List<Field> PUBLISHING = List.of(Field.optional(
                    "partition",
                    Field.Type.INTEGER,
                    "The partition, from 0. By default the key chooses it, as with all of Kafka's clients; messages without"
                            + " a key are spread.")
            .between("0", ""));

    private static final List<Field> RECEIVING = List.of(Field.optional(
            "from",
            Field.Type.STRING,
            "Where a group begins that has no saved position: beginning, end, a time such as 2026-01-31T12:00:00Z, offsets"
                    + " by partition such as 0:120,1:300, where others begin at the beginning, or committed, which fails"
                    + " then. By default the beginning, so that nothing is left out."));

    private static final List<Field> STREAMING = List.of(Field.optional(
                    MessagingOperations.EXACTLY_ONCE,
                    Field.Type.BOOLEAN,
                    "Whether what is sent and the position behind the message are one transaction: whoever reads what is"
                            + " committed gets the output, or the dead letter, of each message once, whatever fails. What the"
                            + " route does beside it may happen again. Outputs wait until all before them in their partition"
                            + " is done. Needs 'options.acks: all'.")
            .withDefault("false"));

    static final ConnectorMetadata METADATA = ConnectorMetadata.of("kafka", "Kafka")
            .description("Publishes to Kafka's topics, and receives from them with retries and dead letters.")
            .category(ConnectorMetadata.Category.MESSAGING)
            .tags("kafka", "messaging", "events", "streaming")
            .aliases("apache-kafka")
            .operations(
                    Stream.concat(MessagingOperations.all(PUBLISHING, RECEIVING, STREAMING).stream(), Stream.of(seek()))
                            .toList())
            .errors(KafkaErrors.ALL)
            .asynchronous()
            .requires(
                    "Apache Kafka 2.1 or later, 2.5 for 'exactlyOnce', or another broker that speaks its protocol. Tried with 3.9.")
            .documentation("components/kafka/README.md")
            .example("A cluster with a password", """
                    connectors:
                      - name: events
                        type: kafka
                        description: The shop's events.
                        connection:
                          bootstrapServers: "kafka-1.example.com:9093, kafka-2.example.com:9093"
                          username: shop
                          password: ${KAFKA_PASSWORD}
                          tls: { enabled: true }
                    """)
            .example("A message is published", """
                    - route:
                        from:
                          uri: direct:order-placed
                          steps:
                            - setHeader:
                                name: CamelSeraiKey
                                simple: "${body[customer]}"
                            - to:
                                uri: connector:events/publish
                                parameters:
                                  destination: orders
                    """)
            .example("A route for each message; those that fail three times go to a topic of their own", """
                    - route:
                        from:
                          uri: connector:events/subscribe
                          parameters: { source: orders, group: billing, concurrency: 4, deadLetter: orders-failed }
                          steps:
                            - to: log:orders
                    """)
            .example("What a route makes of each message is published", """
                    - route:
                        from:
                          uri: connector:events/streamProcess
                          parameters: { source: orders, group: prices, destination: priced-orders }
                          steps:
                            - setBody:
                                simple: "${body[price]}"
                    """)
            .build();

    private static Operation seek() {
        return Operation.call("seek", "Moves a group of which nobody receives, so that it goes on elsewhere.")
                .field(Field.required("source", Field.Type.STRING, "The topic."))
                .resource("source")
                .field(MessagingOperations.group())
                .field(Field.required(
                        "from",
                        Field.Type.STRING,
                        "Where it goes on: beginning, end, a time such as 2026-01-31T12:00:00Z, or offsets by partition such"
                                + " as 0:120,1:300, where others go on at the beginning."))
                .output(Field.Type.MAP, "What 'inspect' says of the group then.")
                .build();
    }

    @Override
    public ConnectorMetadata metadata() {
        return METADATA;
    }

    @Override
    public Class<KafkaConfiguration> configurationType() {
        return KafkaConfiguration.class;
    }

    @Override
    public DiscoveringConnector create(
            KafkaConfiguration configuration, ConnectorSettings settings, ConnectorEnvironment environment) {
        return new KafkaConnector(settings.name(), configuration, environment);
    }
}
