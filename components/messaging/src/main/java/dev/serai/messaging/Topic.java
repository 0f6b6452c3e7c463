/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import dev.serai.connector.Caller;

/**
 * A name of a broker under which every subscriber gets all that is published, in its own time: a topic of Kafka with a group
 * for each, or an exchange of RabbitMQ with a queue for each. Thread-safe. Failures are
 * {@link dev.serai.connector.ConnectorException}s.
 */
public interface Topic {

    /**
     * What the names of an event's attributes begin with among the headers of a message, as the CloudEvents binding of the
     * protocol has it.
     */
    String attributePrefix();

    /** Makes what publishing needs, unless it is there. Asks the broker each time. */
    void prepare(Caller caller);

    /**
     * A message on its way to all subscribers.
     *
     * @param kind of the message, by which a broker that routes may tell who gets it
     */
    OutgoingMessage addressed(OutgoingMessage message, String kind);

    /**
     * Makes sure that whatever is published from now on reaches a subscriber, also while he is away.
     *
     * @param buffer how many messages may be held that are not settled
     * @return what he receives
     */
    Subscription subscription(String subscriber, int buffer, Caller caller);

    /**
     * Makes the place for dead letters of one subscriber, unless it is there.
     *
     * @return what is received from it; its source is the destination of dead letters
     */
    Subscription deadLetters(String subscriber, int buffer, Caller caller);
}
