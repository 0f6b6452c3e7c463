/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import com.rabbitmq.client.Channel;
import dev.serai.connector.Caller;
import dev.serai.messaging.OutgoingMessage;
import dev.serai.messaging.Subscription;
import dev.serai.messaging.Topic;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A durable exchange of RabbitMQ with a durable queue for each subscriber, who gets whatever its routing key. Thread-safe. */
final class BoundTopic implements Topic {

    private static final String EVERYTHING = "#";

    private final String name;
    private final RabbitMqConnections connections;

    BoundTopic(String name, RabbitMqConnections connections) {
        this.name = name;
        this.connections = connections;
    }

    @Override
    public String attributePrefix() {
        return "cloudEvents_";
    }

    @Override
    public void prepare(Caller caller) {
        connections.ask(caller, "The exchange '" + name + "' cannot be made", channel -> {
            declareExchange(channel);
            return null;
        });
    }

    private void declareExchange(Channel channel) throws IOException {
        new DeclaredExchange(name, "topic").make(channel);
    }

    /** The kind is the routing key, so that queues of others may be bound to some kinds alone. */
    @Override
    public OutgoingMessage addressed(OutgoingMessage message, String kind) {
        Map<String, Object> options = new HashMap<>(message.options());
        options.put("exchange", name);
        return new OutgoingMessage(
                kind,
                message.key(),
                message.body(),
                message.contentType(),
                message.headers(),
                message.id(),
                message.delay(),
                options);
    }

    @Override
    public Subscription subscription(String subscriber, int buffer, Caller caller) {
        String queue =
                OutgoingProperties.requireShort(caller, "The name of a subscriber's queue", name + "." + subscriber);
        DeclaredQueue declared =
                DeclaredQueue.of(queue, Map.of("bindings", List.of(Map.of("exchange", name, "key", EVERYTHING))));
        make(caller, queue, channel -> {
            declareExchange(channel);
            declared.make(channel);
            return null;
        });
        return new Subscription(queue, null, buffer, Map.of());
    }

    @Override
    public Subscription deadLetters(String subscriber, int buffer, Caller caller) {
        String queue = OutgoingProperties.requireShort(
                caller, "The name of a subscriber's dead letters", name + "." + subscriber + ".dead");
        make(caller, queue, channel -> {
            DeclaredQueue.of(queue, Map.of()).make(channel);
            return null;
        });
        return new Subscription(queue, null, buffer, Map.of());
    }

    private void make(Caller caller, String queue, RabbitMqConnections.Question<Void> declaration) {
        Void unused = connections.ask(caller, "The queue '" + queue + "' cannot be made", declaration);
    }
}
