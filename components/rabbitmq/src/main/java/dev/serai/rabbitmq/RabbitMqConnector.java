/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorEnvironment;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ThreadPools;
import dev.serai.messaging.Broker;
import dev.serai.messaging.MessagingConnector;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;

/** A virtual host of a RabbitMQ. Thread-safe. */
final class RabbitMqConnector extends MessagingConnector {

    /** How many routes go on at once after their confirms. */
    private static final int COMPLETING = 16;

    private final String name;
    private final RabbitMqConfiguration configuration;
    private final ConnectorEnvironment environment;

    RabbitMqConnector(String name, RabbitMqConfiguration configuration, ConnectorEnvironment environment) {
        super(name, environment);
        this.name = name;
        this.configuration = configuration;
        this.environment = environment;
    }

    @Override
    public ConnectorMetadata metadata() {
        return RabbitMqConnectorFactory.METADATA;
    }

    @Override
    protected Broker open(ExecutorService workers, Caller caller) {
        CamelContext camelContext = environment.camelContext();
        ExecutorServiceManager threads = camelContext.getExecutorServiceManager();
        RabbitMqConnections connections = new RabbitMqConnections(name, configuration, caller);
        ExecutorService sender = ThreadPools.fixed(camelContext, this, "rabbitmq-" + name + "-send", 1);
        ExecutorService completing =
                ThreadPools.fixed(camelContext, this, "rabbitmq-" + name + "-confirmed", COMPLETING);
        RabbitMqBroker broker = new RabbitMqBroker(configuration, connections, sender, completing, () -> {
            threads.shutdown(sender);
            threads.shutdown(completing);
        });
        boolean open = false;
        try {
            broker.declare(caller);
            open = true;
            return broker;
        } finally {
            if (!open) {
                broker.close();
            }
        }
    }
}
