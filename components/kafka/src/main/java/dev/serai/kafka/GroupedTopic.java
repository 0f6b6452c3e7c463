/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.messaging.OutgoingMessage;
import dev.serai.messaging.Subscription;
import dev.serai.messaging.Topic;
import java.util.Map;

/** A topic of Kafka with a group for each subscriber. Thread-safe. */
final class GroupedTopic implements Topic {

    private final String name;
    private final Topics topics;

    GroupedTopic(String name, Topics topics) {
        this.name = name;
        this.topics = topics;
    }

    @Override
    public String attributePrefix() {
        return "ce_";
    }

    @Override
    public void prepare(Caller caller) {
        topics.make(name, caller);
    }

    @Override
    public OutgoingMessage addressed(OutgoingMessage message, String kind) {
        return new OutgoingMessage(
                name,
                message.key(),
                message.body(),
                message.contentType(),
                message.headers(),
                message.id(),
                message.delay(),
                message.options());
    }

    @Override
    public Subscription subscription(String subscriber, int buffer, Caller caller) {
        prepare(caller);
        return new Subscription(name, name + "." + subscriber, buffer, Map.of());
    }

    @Override
    public Subscription deadLetters(String subscriber, int buffer, Caller caller) {
        String letters = name + "." + subscriber + ".dead";
        topics.make(letters, caller);
        return new Subscription(letters, letters, buffer, Map.of());
    }
}
