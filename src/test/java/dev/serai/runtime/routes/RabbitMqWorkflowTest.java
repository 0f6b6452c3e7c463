/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import dev.serai.testkit.FreePort;
import dev.serai.testkit.RabbitMqServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message of RabbitMQ starts a workflow once, however often it comes; and the Kamelets do as the connector does. */
class RabbitMqWorkflowTest {

    private static final int COUNT = 20;

    private static final String CONNECTORS = """
            connectors:
              - name: mq
                type: rabbitmq
                connection:
                  host: 127.0.0.1
                  port: %d
                  virtualHost: %s
                  username: guest
                  password: "{{mq.password}}"
                declare: { queues: { orders: {}, done: {}, counted: {}, bad: {} } }
            """;

    private static final String ROUTES = """
            - route:
                id: orders
                from:
                  uri: connector:mq/subscribe
                  parameters: { source: orders, retryDelay: 20ms, concurrency: 4, deadLetter: bad }
                  steps:
                    - to: workflow:fulfil
                    - choice:
                        when:
                          - simple: "${header.CamelSeraiAttempt} < 3"
                            steps:
                              - throwException: { exceptionType: java.lang.IllegalStateException, message: Again. }
                    - setBody: { simple: "${header.CamelSeraiRecordId}" }
                    - to:
                        uri: connector:mq/publish
                        parameters: { destination: counted }
            - route:
                id: fulfil
                from:
                  uri: workflow:fulfil
                  steps:
                    - to:
                        uri: connector:mq/publish
                        parameters: { destination: done }
            - route:
                id: twice
                from:
                  uri: timer:twice
                  parameters: { repeatCount: 2, period: 10, delay: 0 }
                  steps:
                    - loop:
                        constant: "20"
                        steps:
                          - setBody: { simple: "order ${exchangeProperty.CamelLoopIndex}" }
                          - setHeader:
                              name: CamelSeraiMessageId
                              simple: "order-${exchangeProperty.CamelLoopIndex}"
                          - to:
                              uri: connector:mq/publish
                              parameters: { destination: orders }
            """;

    private static final String KAMELETS = """
            - route:
                from:
                  uri: timer:once
                  parameters: { repeatCount: 1, delay: 0 }
                  steps:
                    - setBody: { constant: hello }
                    - to:
                        uri: kamelet:serai-rabbitmq-sink
                        parameters: { connector: mq, destination: orders, key: ada }
            - route:
                from:
                  uri: kamelet:serai-rabbitmq-source
                  parameters: { connector: mq, source: orders, concurrency: 2, deadLetter: bad }
                  steps:
                    - to:
                        uri: kamelet:serai-rabbitmq-sink
                        parameters: { connector: mq, destination: done }
            """;

    private final RabbitMqServer server = RabbitMqServer.shared();
    private final String virtualHost = server.newVirtualHost();
    private WorkspaceRuntime runtime;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWorkspace() {
        TestWorkspaces.write(folder, "connectors.yaml", CONNECTORS.formatted(server.port(), virtualHost));
        TestWorkspaces.write(
                folder,
                "application.properties",
                "camel.server.port=" + FreePort.find() + "\nmq.password=" + server.password() + "\n");
    }

    @AfterEach
    void stop() {
        if (runtime != null) {
            runtime.stop();
        }
    }

    private long messages(String queue) {
        return server.get("queues/" + virtualHost + "/" + queue)
                .path("messages")
                .asLong(-1);
    }

    @Test
    void messagesThatComeAgainStartNothing() {
        start(ROUTES);

        // Each was sent twice, and came three times each time.
        await().atMost(Duration.ofSeconds(30)).until(() -> messages("counted") == 2 * COUNT && messages("orders") == 0);

        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(20)).until(() -> messages("done") == COUNT);
        assertThat(messages("bad")).isZero();
    }

    @Test
    void theKameletsSendAndReceive() {
        start(KAMELETS);

        await().atMost(Duration.ofSeconds(30)).until(() -> messages("done") == 1 && messages("orders") == 0);
        assertThat(messages("bad")).isZero();
    }

    private void start(String routes) {
        TestWorkspaces.write(folder, "orders.camel.yaml", routes);
        assertThat(TestWorkspaces.problems(folder)).isEmpty();
        runtime = new WorkspaceRuntime(Workspace.open(folder), List.of());
        runtime.start();
    }
}
