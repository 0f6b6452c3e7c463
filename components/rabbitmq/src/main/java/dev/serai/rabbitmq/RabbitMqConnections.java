/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two connections of a connector: one sends, the other receives, because a broker that is short of memory reads no more
 * from who sends, and acknowledgements must still reach it. One that broke is made again when it is needed. Thread-safe.
 */
final class RabbitMqConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RabbitMqConnections.class);

    private static final int CLOSE_MILLIS = 2_000;

    private final RabbitMqConnection settings;
    private final ConnectionFactory factory = new ConnectionFactory();
    private final Lazy sending = new Lazy("sends");
    private final Lazy receiving = new Lazy("receives");
    private final String name;

    RabbitMqConnections(String name, RabbitMqConfiguration configuration, Caller caller) {
        this.name = name;
        this.settings = configuration.connection();
        RabbitMqOptions options = configuration.options();
        factory.setHost(settings.host());
        factory.setPort(settings.usedPort());
        factory.setVirtualHost(settings.virtualHost());
        factory.setUsername(settings.username());
        factory.setPassword(settings.password());
        // Receivers are made again by who uses them, with the waits of the connector.
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat((int) options.heartbeat().toSeconds());
        factory.setConnectionTimeout(Math.toIntExact(options.connectTimeout().toMillis()));
        factory.setHandshakeTimeout(Math.toIntExact(options.connectTimeout().toMillis()));
        factory.setChannelRpcTimeout(Math.toIntExact(options.requestTimeout().toMillis()));
        factory.setMaxInboundMessageBodySize(Integer.MAX_VALUE);
        if (settings.tls().enabled()) {
            try {
                factory.useSslProtocol(settings.tls().context());
            } catch (GeneralSecurityException | IOException e) {
                throw RabbitMqFailures.connecting(caller, settings, new javax.net.ssl.SSLException(e));
            }
            factory.enableHostnameVerification();
        }
    }

    /** A new channel of the connection that sends. */
    Channel sending(Caller caller) {
        return sending.channel(caller);
    }

    /** A new channel of the connection that receives. */
    Channel receiving(Caller caller) {
        return receiving.channel(caller);
    }

    /** Does something with a channel of its own, because the broker closes a channel that asked for what it refuses. */
    <T> T ask(Caller caller, String failing, Question<T> question) {
        Channel channel = sending(caller);
        try {
            return question.ask(channel);
        } catch (IOException | RuntimeException e) {
            throw RabbitMqFailures.calling(caller, failing, e);
        } finally {
            closeQuietly(channel);
        }
    }

    static void closeQuietly(Channel channel) {
        try {
            if (channel.isOpen()) {
                channel.close();
            }
        } catch (IOException | TimeoutException | RuntimeException e) {
            LOG.debug("A channel broke while it was closed", e);
        }
    }

    @Override
    public void close() {
        sending.close();
        receiving.close();
    }

    /** Something that a channel is needed for. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Channel channel) throws IOException;
    }

    private final class Lazy {
        private final String purpose;
        private Connection connection;
        private boolean closed;

        private Lazy(String purpose) {
            this.purpose = purpose;
        }

        private synchronized Channel channel(Caller caller) {
            Connection open = open(caller);
            try {
                Channel channel = open.createChannel();
                if (channel == null) {
                    throw new IOException("the broker allows no more channels");
                }
                return channel;
            } catch (IOException | RuntimeException e) {
                // Nothing was sent: the connection broke unseen, and is made again by the next call.
                throw RabbitMqFailures.connecting(caller, settings, e);
            }
        }

        private Connection open(Caller caller) throws ConnectorException {
            if (closed) {
                throw caller.notConnected();
            }
            if (connection == null || !connection.isOpen()) {
                try {
                    connection = factory.newConnection("serai " + name + " " + purpose);
                } catch (IOException | TimeoutException | RuntimeException e) {
                    throw RabbitMqFailures.connecting(caller, settings, e);
                }
            }
            return connection;
        }

        private synchronized void close() {
            closed = true;
            if (connection != null) {
                connection.abort(CLOSE_MILLIS);
                connection = null;
            }
        }
    }
}
