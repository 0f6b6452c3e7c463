/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.serai.testkit.RabbitMqServer;
import dev.serai.testkit.TcpProxy;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** A RabbitMQ as the conformance suite handles it, behind a proxy that makes it go away. */
final class RabbitMqSystem implements SystemUnderTest, AutoCloseable {

    static final String USER = "shop";
    static final String PASSWORD = "open-sesame-4711";
    static final String FRUITS = "fruits";
    static final String EFFECTS = "effects";

    private final RabbitMqServer server = RabbitMqServer.shared();
    private final String virtualHost = server.newVirtualHost();
    private final TcpProxy proxy = TcpProxy.start("127.0.0.1", server.port());
    private final Connection observer;
    private final Channel channel;

    RabbitMqSystem() throws IOException, TimeoutException {
        server.put("users/" + USER, "{\"password\":\"" + PASSWORD + "\",\"tags\":\"\"}");
        server.put(
                "permissions/" + virtualHost + "/" + USER, "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
        ConnectionFactory factory = new ConnectionFactory();
        factory.setPort(server.port());
        factory.setVirtualHost(virtualHost);
        observer = factory.newConnection("observer");
        channel = observer.createChannel();
        channel.queueDeclare(FRUITS, true, false, false, Map.of());
        channel.queueDeclare(EFFECTS, true, false, false, Map.of());
        channel.confirmSelect();
        for (int i = 0; i < 3; i++) {
            channel.basicPublish("", FRUITS, null, new byte[] {'1'});
        }
        try {
            channel.waitForConfirms();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return proxy.port();
    }

    String virtualHost() {
        return virtualHost;
    }

    @Override
    public void reset() {
        proxy.restore();
        try {
            channel.queuePurge(EFFECTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        proxy.cut();
    }

    @Override
    public void start() {
        proxy.restore();
    }

    @Override
    public int openConnections() {
        return proxy.openConnections();
    }

    @Override
    public int effects() {
        try {
            return (int) channel.messageCount(EFFECTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        observer.abort(1000);
        proxy.close();
    }
}
