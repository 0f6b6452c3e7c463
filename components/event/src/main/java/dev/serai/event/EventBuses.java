/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ThreadPools;
import dev.serai.connector.camel.ConsumerState;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.state.EventLog;
import dev.serai.messaging.MessagingConnector;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;

/** Makes the bus that a declaration says. Thread-safe. */
final class EventBuses {

    /** How many routes go on at once after what they published was kept. */
    private static final int COMPLETING = 16;

    private final String name;
    private final EventConfiguration configuration;
    private final CamelContext camelContext;
    private final Subscribers subscribers;

    /** There from the beginning, so that what is published before a subscriber's route starts is not lost; else null. */
    private final MemoryBus memory;

    EventBuses(String name, EventConfiguration configuration, CamelContext camelContext, Subscribers subscribers) {
        this.name = name;
        this.configuration = configuration;
        this.camelContext = camelContext;
        this.subscribers = subscribers;
        this.memory = configuration.durable() || configuration.over() != null ? null : new MemoryBus(name);
    }

    /** What kind of bus it is, for people. */
    String kind() {
        if (memory != null) {
            return memory.kind();
        }
        return configuration.durable() ? "in the store" : "over '" + configuration.over() + "'";
    }

    /** Whether it has buffers in memory that can overflow. */
    boolean buffers() {
        return memory != null;
    }

    void declared(Subscriber subscriber) {
        if (memory != null) {
            memory.declare(subscriber);
        }
    }

    /** A subscriber whose time is over. Where the bus keeps events, they wait for its next. */
    void forget(String subscriber) {
        if (memory != null) {
            memory.forget(subscriber);
        }
    }

    /** @throws ConnectorException when the declaration names nothing that can carry events */
    EventBus open(ExecutorService workers, Caller caller) {
        if (memory != null) {
            return memory;
        }
        return configuration.durable() ? durable(workers, caller) : over(caller);
    }

    private EventBus durable(ExecutorService workers, Caller caller) {
        EventLog log = ConsumerState.events(camelContext).orElseThrow(() -> caller.failure(
                        EventErrors.BUS_INVALID,
                        "'durable' is true, but there is no store. Expected a bean of type "
                                + EventLog.class.getName() + " in Camel's registry, such as that of serai-store;"
                                + " the standalone runtime has one.")
                .build());
        ExecutorServiceManager threads = camelContext.getExecutorServiceManager();
        ExecutorService writer = ThreadPools.fixed(camelContext, this, "event-" + name + "-append", 1);
        ExecutorService completing = ThreadPools.fixed(camelContext, this, "event-" + name + "-kept", COMPLETING);
        return new DurableBus(
                name,
                log,
                ConsumerState.checkpoints(camelContext),
                configuration.retention(),
                subscribers,
                workers,
                writer,
                completing,
                () -> {
                    threads.shutdownGraceful(writer);
                    threads.shutdown(completing);
                });
    }

    private EventBus over(Caller caller) {
        Connector named;
        try {
            named = ConnectorRegistry.of(camelContext).get(configuration.over()).connector();
        } catch (ConnectorException e) {
            throw caller.failure(EventErrors.BUS_INVALID, "'over' is '" + configuration.over() + "'. " + e.getMessage())
                    .cause(e)
                    .build();
        }
        if (!(named instanceof MessagingConnector broker) || named instanceof EventConnector) {
            throw caller.failure(
                            EventErrors.BUS_INVALID,
                            "'over' is '" + configuration.over() + "', a connector of type "
                                    + named.metadata().type()
                                    + ". Expected one of a message broker, such as kafka or rabbitmq.")
                    .build();
        }
        ExecutorServiceManager threads = camelContext.getExecutorServiceManager();
        ExecutorService sender = ThreadPools.fixed(camelContext, this, "event-" + name + "-send", 1);
        return new BrokerBus(
                broker,
                configuration.topic() == null ? name : configuration.topic(),
                configuration.mode(),
                subscribers,
                sender,
                () -> threads.shutdown(sender));
    }
}
