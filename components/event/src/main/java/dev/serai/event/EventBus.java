/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.DiscoveredResource;
import dev.serai.messaging.Broker;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.Topic;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Gives each event to every subscriber. What a {@link Broker} publishes is here the dead letters of subscribers, by
 * {@link Subscriber#deadLetters()}; what it receives from is known by the subscription's group, the subscriber's name.
 * Thread-safe.
 */
interface EventBus extends Broker {

    /** What kind of bus it is, for people. */
    String kind();

    /** Publishes an event; completes once the bus keeps it, with what there is to say of it by name. */
    CompletableFuture<Map<String, Object>> send(CloudEvent event, Caller caller);

    /** The dead letters of a subscriber, the oldest first. May block. */
    List<DeadLetter> deadLetters(String subscriber, int max, Caller caller);

    /**
     * Gives dead letters to their subscriber again, and to nobody else. May block.
     *
     * @return how many
     */
    int replay(String subscriber, int max, Caller caller);

    /** How many events wait for a subscriber, and how many dead letters it has, by name. May block. */
    Map<String, Object> waiting(String subscriber, Caller caller);

    @Override
    default Map<String, Object> inspect(String source, String group, Caller caller) {
        return waiting(group, caller);
    }

    @Override
    default Topic topic(String name) {
        throw new UnsupportedOperationException("A bus of events has no topics.");
    }

    /** Who subscribes is known to the connector. */
    @Override
    default List<DiscoveredResource> discover(Caller caller) {
        throw caller.failure(MessagingErrors.NOT_SUPPORTED, "A bus of events cannot list types. Call 'inspect'.")
                .build();
    }
}
