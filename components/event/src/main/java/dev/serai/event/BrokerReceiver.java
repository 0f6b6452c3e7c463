/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.Receiver;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a broker has for a subscriber, without the events that it does not want, which are done with at once. */
final class BrokerReceiver implements Receiver {

    /** The broker is told after so many that the subscriber does not want, if it is told of no others. */
    private static final int TELL_AFTER = 1_000;

    private final Receiver messages;
    private final Subscriber subscriber;
    private final Caller caller;
    private int passedOver;

    BrokerReceiver(Receiver messages, Subscriber subscriber, Caller caller) {
        this.messages = messages;
        this.subscriber = subscriber;
        this.caller = caller;
    }

    @Override
    public List<IncomingMessage> poll(int max, Duration wait) throws InterruptedException {
        List<IncomingMessage> wanted = new ArrayList<>();
        for (IncomingMessage message : messages.poll(max, wait)) {
            ReceivedEvent received = received(message);
            if (wants(message, received)) {
                wanted.add(event(message, received));
            } else {
                messages.acknowledge(message);
                passedOver++;
            }
        }
        if (passedOver >= TELL_AFTER) {
            settle();
        }
        return wanted;
    }

    private ReceivedEvent received(IncomingMessage message) {
        try {
            CloudEvent event = EventMessages.event(message, caller);
            return new ReceivedEvent(event, null, message);
        } catch (ConnectorException e) {
            return new ReceivedEvent(null, e, message);
        }
    }

    /** What is no event concerns everybody who subscribes. */
    private boolean wants(IncomingMessage message, ReceivedEvent received) {
        Object recipient = message.headers().get(BrokerBus.RECIPIENT);
        return (recipient == null || recipient.toString().equals(subscriber.name()))
                && (received.event() == null
                        || subscriber.types().match(received.event().getType()));
    }

    private static IncomingMessage event(IncomingMessage message, ReceivedEvent received) {
        return new IncomingMessage(
                message.source(),
                received.event() == null ? message.key() : EventMessages.key(received.event()),
                message.body(),
                message.contentType(),
                message.headers(),
                message.identity(),
                message.sent(),
                message.redelivered() || message.headers().containsKey(BrokerBus.RECIPIENT),
                message.metadata(),
                received);
    }

    private static IncomingMessage original(IncomingMessage message) {
        return (IncomingMessage) ReceivedEvent.of(message).handle();
    }

    @Override
    public void acknowledge(IncomingMessage message) {
        messages.acknowledge(original(message));
    }

    @Override
    public void reject(IncomingMessage message, boolean requeue) {
        messages.reject(original(message), requeue);
    }

    @Override
    public void settle() {
        passedOver = 0;
        messages.settle();
    }

    @Override
    public void close() {
        messages.close();
    }
}
