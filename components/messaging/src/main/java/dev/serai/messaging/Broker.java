/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.Caller;
import dev.serai.connector.DiscoveredResource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A system that keeps messages under names and hands them out again: what a connector has one of while it is connected.
 * Thread-safe. Failures are {@link dev.serai.connector.ConnectorException}s.
 */
public interface Broker extends AutoCloseable {

    /** Makes a real, cheap call. */
    void check(Caller caller);

    /**
     * Sends a message. Those with the same destination and key are kept in the order of the calls, as far as the broker
     * keeps an order at all.
     *
     * @return completes once the broker has confirmed that it keeps the message, with what it says of it by name, such as
     *     the partition and the offset; fails when it did not, or did not in time. Never completes on the caller's thread
     *     while it waits for the broker
     */
    CompletableFuture<Map<String, Object>> publish(OutgoingMessage message, Caller caller);

    /**
     * Sends a message as {@link #publish} does and in one order with it, for who sends one after another and need not know
     * what the broker says of each.
     *
     * @param patient whether the calling thread may be held up while the client takes no more; any other never is
     * @param confirmation is told, on the caller's thread only of what is refused at once
     */
    default void send(OutgoingMessage message, Caller caller, boolean patient, Confirmation confirmation) {
        CompletableFuture<?> sent;
        try {
            sent = publish(message, caller);
        } catch (RuntimeException e) {
            confirmation.failed(e);
            return;
        }
        CompletableFuture<?> unused = sent.whenComplete((told, failure) -> {
            if (failure == null) {
                confirmation.confirmed();
            } else {
                confirmation.failed(failure);
            }
        });
    }

    /** Begins to receive. What is received twice at once is shared or doubled, as the broker has it for such a source. */
    Receiver receive(Subscription subscription, Caller caller);

    /**
     * A name under which every subscriber gets all that is published, whoever else does. Nothing is made before it is
     * used.
     */
    Topic topic(String name);

    /**
     * What the broker says of a source now, by name: {@code source}, and {@code messages}, how many wait in it; with others
     * that only one broker has.
     *
     * @param group whose share of a topic is meant; null where the call does not say
     */
    Map<String, Object> inspect(String source, String group, Caller caller);

    /** Where messages can be sent to and received from. */
    List<DiscoveredResource> discover(Caller caller);

    /** Ends all connections; what receivers have and did not settle comes again. */
    @Override
    void close();
}
