/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.RabbitMqServer;
import dev.serai.testkit.TcpProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a virtual host of their own, a connector to it through a proxy, and an observer beside it. */
abstract class RabbitMqTest {

    static final String QUEUE = "orders";
    static final String DEAD = "dead";

    private final RabbitMqServer server;
    private final String virtualHost;
    private final TcpProxy proxy;

    @TempDir
    Path folder;

    private ConnectorRoutes routes;
    private Connection observer;
    private Channel channel;

    RabbitMqTest() {
        this(RabbitMqServer.shared());
    }

    RabbitMqTest(RabbitMqServer server) {
        this.server = server;
        this.virtualHost = server.newVirtualHost();
        this.proxy = TcpProxy.start("127.0.0.1", server.port());
    }

    @BeforeEach
    void connect() throws Exception {
        observe();
        declare(QUEUE, Map.of());
        declare(DEAD, Map.of());
        routes = start("");
    }

    @AfterEach
    void disconnect() {
        proxy.restore();
        routes.close();
        observer.abort(1000);
        proxy.close();
    }

    /** Connects the observer, also after the server was killed. */
    void observe() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setPort(server.port());
        factory.setVirtualHost(virtualHost);
        factory.setAutomaticRecoveryEnabled(false);
        observer = factory.newConnection("observer");
        channel = observer.createChannel();
    }

    /** Starts a context whose connector has these lines beside those that it needs. */
    ConnectorRoutes start(String more) throws Exception {
        return ConnectorRoutes.start(
                folder,
                "rabbitmq",
                """
                    retry: { maxRetries: 0, delay: 50ms, maxDelay: 200ms }
                    connection: { host: 127.0.0.1, port: %d, virtualHost: %s, username: guest, password: "{{password}}" }
                %s
                """.formatted(proxy.port(), virtualHost, more.indent(4)),
                Map.of("password", server.password()));
    }

    /** Starts another context in place of the one that was there. */
    void restart(String more) throws Exception {
        routes.close();
        routes = start(more);
    }

    RabbitMqServer server() {
        return server;
    }

    TcpProxy proxy() {
        return proxy;
    }

    ConnectorRoutes routes() {
        return routes;
    }

    Channel channel() {
        return channel;
    }

    void declare(String queue, Map<String, Object> arguments) throws IOException {
        channel.queueDeclare(queue, true, false, false, arguments);
    }

    /** Makes a route that begins with an operation. */
    void route(String uri, org.apache.camel.Processor processor) throws Exception {
        routes.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("orders-route").process(processor);
            }
        });
    }

    /** Puts a message of JSON into a queue, by another client. */
    void put(String queue, String key, String id, String json) throws IOException {
        Map<String, Object> headers = new HashMap<>();
        if (key != null) {
            headers.put("serai-key", key);
        }
        channel.basicPublish(
                "",
                queue,
                new BasicProperties.Builder()
                        .messageId(id)
                        .deliveryMode(2)
                        .contentType("application/json")
                        .headers(headers)
                        .build(),
                json.getBytes(StandardCharsets.UTF_8));
    }

    /** How many messages wait in a queue, those not counted that somebody holds. */
    long waiting(String queue) {
        try {
            return channel.messageCount(queue);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a queue is empty and nobody holds anything of it, as the broker counts a little later. */
    void awaitSettled(String queue) {
        await().atMost(Duration.ofMinutes(2)).until(() -> server.messages(virtualHost, queue) == 0);
    }

    /** Takes all messages out of a queue. */
    List<GetResponse> drain(String queue) throws IOException {
        List<GetResponse> all = new ArrayList<>();
        for (GetResponse one = channel.basicGet(queue, true); one != null; one = channel.basicGet(queue, true)) {
            all.add(one);
        }
        return all;
    }

    static String text(GetResponse message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }

    ExecutionResult execute(String operation, Map<String, Object> input) {
        return routes.connector().execute(operation, input);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> consume(Map<String, Object> input) {
        Map<String, Object> all = new HashMap<>(Map.of("source", QUEUE, "wait", "2s"));
        all.putAll(input);
        return (List<Map<String, Object>>) execute("consume", all).output();
    }

    ConnectorException failure(String operation, Map<String, Object> input) {
        return Assertions.catchThrowableOfType(ConnectorException.class, () -> execute(operation, input));
    }
}
