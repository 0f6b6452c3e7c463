/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.durability.DurableExecution;
import dev.serai.testkit.FreePort;
import dev.serai.testkit.KafkaBroker;
import dev.serai.testkit.RabbitMqServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The workspace {@code routes/messaging} does the same with Kafka and with RabbitMQ, told apart by one property. */
class MessagingWorkspaceTest extends ExampleTest {

    private static final String KAMELETS = """
            - route:
                from:
                  uri: platform-http:/k/send
                  steps:
                    - setBody: { constant: Hello. }
                    - to:
                        uri: kamelet:serai-kafka-sink
                        parameters: { connector: kafka, destination: k, key: ada }
                    - setBody: { simple: "offset ${body[offset]}" }
            - route:
                from:
                  uri: kamelet:serai-kafka-source
                  parameters: { connector: kafka, source: k, group: kamelets, deadLetter: orders-dead }
                  steps:
                    - setVariable: { name: "global:k", simple: "${body} ${header.CamelSeraiKey}" }
            - route:
                from:
                  uri: platform-http:/k/last
                  steps:
                    - setBody: { simple: "${variable.global:k}" }
            """;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    MessagingWorkspaceTest() {
        super("messaging", new DurableExecution());
    }

    @BeforeEach
    void noBrokerIsThere() throws IOException {
        set("kafka.servers", "127.0.0.1:" + FreePort.find());
        set("rabbitmq.port", FreePort.find());
    }

    @Test
    void ordersBecomeInvoicesOverRabbitMq() throws Exception {
        try (RabbitMqServer server = RabbitMqServer.start()) {
            set("broker", "rabbitmq");
            set("rabbitmq.port", server.port());
            ordersBecomeInvoices();
        }
    }

    @Test
    void ordersBecomeInvoicesOverKafka() throws Exception {
        try (KafkaBroker broker = brokerWithTopics()) {
            set("broker", "kafka");
            set("kafka.servers", broker.bootstrapServers());
            ordersBecomeInvoices();
        }
    }

    @Test
    @Tag("thorough")
    void theKameletsOfKafkaDoTheSame() throws Exception {
        write("kamelets.camel.yaml", KAMELETS);
        try (KafkaBroker broker = brokerWithTopics()) {
            set("broker", "kafka");
            set("kafka.servers", broker.bootstrapServers());
            start();
            assertThat(get("/k/send").body()).isEqualTo("offset 0");
            await().atMost(PATIENCE).until(() -> get("/k/last").body().equals("Hello. ada"));
            stop();
        }
    }

    private KafkaBroker brokerWithTopics() {
        KafkaBroker broker = KafkaBroker.start();
        for (String topic : List.of("orders", "orders-dead", "k")) {
            broker.createTopic(topic, 2);
        }
        return broker;
    }

    /** Stops before the broker does, so that nothing waits for it. */
    private void ordersBecomeInvoices() throws Exception {
        start();
        try {
            assertThat(order("{\"number\": \"O-1\", \"customer\": \"C-1\", \"cents\": 990}"))
                    .isEqualTo("Taken.");
            assertThat(order("{\"number\": \"O-2\", \"customer\": \"C-1\"}")).isEqualTo("Taken.");
            assertThat(order("{\"number\": \"O-3\", \"customer\": \"C-1\", \"cents\": 10}"))
                    .isEqualTo("Taken.");

            await().atMost(PATIENCE).until(() -> Files.exists(invoice("O-3")));
            assertThat(invoice("O-1")).content().contains("990");
            assertThat(invoice("O-2")).doesNotExist();
            await().atMost(PATIENCE).untilAsserted(this::oneIsPutAside);

            assertThat(post("/dead-letters/replay", "").body()).isEqualTo("1 tried again");
            await().atMost(PATIENCE).untilAsserted(this::oneIsPutAside);
        } finally {
            stop();
        }
    }

    private void oneIsPutAside() throws Exception {
        assertThat(get("/dead-letters").body()).isEqualTo("1 put aside");
    }

    private String order(String json) throws Exception {
        return post("/orders", json).body();
    }

    private Path invoice(String number) {
        return folder().resolve("data/invoices").resolve(number + ".json");
    }
}
