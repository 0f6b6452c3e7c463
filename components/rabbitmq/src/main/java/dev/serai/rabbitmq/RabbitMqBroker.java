/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AMQP.BasicProperties;
import dev.serai.connector.Caller;
import dev.serai.connector.DiscoveredResource;
import dev.serai.messaging.Broker;
import dev.serai.messaging.Confirmation;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.OutgoingMessage;
import dev.serai.messaging.Receiver;
import dev.serai.messaging.Subscription;
import dev.serai.messaging.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** A RabbitMQ. Thread-safe. */
final class RabbitMqBroker implements Broker {

    /** How long a queue of delayed messages outlives the last of them. */
    private static final long DELAY_QUEUE_MILLIS = Duration.ofMinutes(1).toMillis();

    private final RabbitMqConfiguration configuration;
    private final RabbitMqConnections connections;
    private final ConfirmedPublishing publishing;
    private final Runnable atClose;

    /**
     * @param sender runs one task after another
     * @param completing runs what waits for confirms
     * @param atClose ends both
     */
    RabbitMqBroker(
            RabbitMqConfiguration configuration,
            RabbitMqConnections connections,
            ExecutorService sender,
            ExecutorService completing,
            Runnable atClose) {
        this.configuration = configuration;
        this.connections = connections;
        this.publishing =
                new ConfirmedPublishing(connections, configuration.options().requestTimeout(), sender, completing);
        this.atClose = atClose;
    }

    /** Makes what the declaration says, and so asks something of the broker. */
    void declare(Caller caller) {
        check(caller);
        for (DeclaredExchange exchange : configuration.declare().declaredExchanges()) {
            connections.ask(caller, "The exchange '" + exchange.name() + "' cannot be declared", channel -> {
                exchange.make(channel);
                return null;
            });
        }
        for (DeclaredQueue queue : configuration.declare().declaredQueues()) {
            connections.ask(caller, "The queue '" + queue.name() + "' cannot be declared", channel -> {
                queue.make(channel);
                return null;
            });
        }
    }

    @Override
    public void check(Caller caller) {
        connections.ask(caller, "The broker does not answer", channel -> {
            // Opening the channel was the question.
            return null;
        });
    }

    @Override
    public CompletableFuture<Map<String, Object>> publish(OutgoingMessage message, Caller caller) {
        return publishing.publish(parcel(message, caller));
    }

    @Override
    public void send(OutgoingMessage message, Caller caller, boolean patient, Confirmation confirmation) {
        publishing.send(parcel(message, caller), patient, confirmation);
    }

    private ConfirmedPublishing.Parcel parcel(OutgoingMessage message, Caller caller) {
        long largest = configuration.options().maxMessageSize().bytes();
        if (message.body().length > largest) {
            throw caller.failure(
                            MessagingErrors.TOO_LARGE,
                            "The message has " + message.body().length + " bytes. Expected " + largest
                                    + " at most, by 'maxMessageSize'; it was not sent.")
                    .neverSent()
                    .build();
        }
        Object given = message.options().get("exchange");
        String exchange = given == null ? "" : given.toString();
        String routingKey = OutgoingProperties.requireShort(caller, "'destination'", message.destination());
        BasicProperties properties =
                OutgoingProperties.of(message, configuration.options().keyHeader(), caller);
        boolean delayed = message.delay() != null;
        String queue = delayed ? delayQueue(message.delay(), exchange, routingKey, caller) : routingKey;
        return new ConfirmedPublishing.Parcel(
                delayed ? "" : exchange,
                queue,
                properties,
                message.body(),
                caller,
                delayed ? () -> declareDelay(queue, message.delay(), exchange, routingKey, caller) : () -> {},
                new CompletableFuture<>());
    }

    /** All its messages have the same delay, so that none waits behind one with a longer. */
    private static String delayQueue(Duration delay, String exchange, String routingKey, Caller caller) {
        String name = "serai.delay." + delay.toMillis() + "." + exchange + "." + routingKey;
        return OutgoingProperties.requireShort(caller, "The name of the queue for delayed messages", name);
    }

    private void declareDelay(String queue, Duration delay, String exchange, String routingKey, Caller caller) {
        if (exchange.isEmpty()) {
            inspect(routingKey, null, caller);
        }
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("x-message-ttl", delay.toMillis());
        arguments.put("x-dead-letter-exchange", exchange);
        arguments.put("x-dead-letter-routing-key", routingKey);
        arguments.put("x-expires", delay.toMillis() + DELAY_QUEUE_MILLIS);
        connections.ask(
                caller,
                "The queue for delayed messages cannot be declared",
                channel -> channel.queueDeclare(queue, true, false, false, arguments));
    }

    @Override
    public Receiver receive(Subscription subscription, Caller caller) {
        return new QueueReceiver(
                subscription.source(),
                subscription.buffer(),
                configuration.options().keyHeader(),
                connections.receiving(caller),
                caller);
    }

    @Override
    public Topic topic(String name) {
        return new BoundTopic(name, connections);
    }

    @Override
    public Map<String, Object> inspect(String source, String group, Caller caller) {
        AMQP.Queue.DeclareOk queue = connections.ask(
                caller,
                "The queue '" + source + "' cannot be inspected",
                channel -> channel.queueDeclarePassive(source));
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("source", source);
        found.put("messages", (long) queue.getMessageCount());
        found.put("consumers", (long) queue.getConsumerCount());
        return found;
    }

    /** AMQP tells of what is asked for by its name alone. */
    @Override
    public List<DiscoveredResource> discover(Caller caller) {
        List<DiscoveredResource> found = new ArrayList<>();
        for (DeclaredExchange exchange : configuration.declare().declaredExchanges()) {
            found.add(new DiscoveredResource("exchange", exchange.name(), exchange.type(), List.of()));
        }
        for (DeclaredQueue queue : configuration.declare().declaredQueues()) {
            Map<String, Object> now = inspect(queue.name(), null, caller);
            found.add(new DiscoveredResource(
                    "queue",
                    queue.name(),
                    "messages: " + now.get("messages") + ", consumers: " + now.get("consumers"),
                    queue.bindings().stream()
                            .map(binding -> new DiscoveredResource.Part(
                                    binding.key(), "binding", "From the exchange '" + binding.exchange() + "'."))
                            .toList()));
        }
        if (found.isEmpty()) {
            throw caller.failure(
                            MessagingErrors.NOT_SUPPORTED,
                            "AMQP has no way to list queues, so that only those are told of that 'declare' names, and it"
                                    + " names none. Declare them, or look into the broker's management interface.")
                    .build();
        }
        return found;
    }

    @Override
    public void close() {
        connections.close();
        atClose.run();
    }
}
