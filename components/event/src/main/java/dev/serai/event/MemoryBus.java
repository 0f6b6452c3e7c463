/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.messaging.OutgoingMessage;
import dev.serai.messaging.Receiver;
import dev.serai.messaging.Subscription;
import io.cloudevents.CloudEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bus in memory: who subscribes when an event is published gets it, in a mailbox of its own. Thread-safe. */
final class MemoryBus implements EventBus {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryBus.class);

    private final String name;
    private final Map<String, Mailbox> mailboxes = new LinkedHashMap<>();

    MemoryBus(String name) {
        this.name = name;
    }

    @Override
    public String kind() {
        return "in-process";
    }

    /** From now on the subscriber gets what is published. */
    synchronized void declare(Subscriber subscriber) {
        Mailbox known = mailboxes.get(subscriber.name());
        if (known == null) {
            mailboxes.put(subscriber.name(), new Mailbox(name, subscriber));
        } else {
            known.redeclare(subscriber);
        }
    }

    /** From now on the subscriber gets nothing; its dead letters stay. */
    synchronized void forget(String subscriber) {
        Mailbox mailbox = mailboxes.get(subscriber);
        int unhandled = mailbox == null ? 0 : mailbox.close();
        if (unhandled > 0) {
            LOG.warn(
                    "{} events that '{}' of '{}' had not handled when its time was over are dropped.",
                    unhandled,
                    subscriber,
                    name);
        }
    }

    @Override
    public void check(Caller caller) {
        // Memory is there.
    }

    @Override
    public synchronized CompletableFuture<Map<String, Object>> send(CloudEvent event, Caller caller) {
        List<Mailbox> wanting = mailboxes.values().stream()
                .filter(mailbox -> mailbox.wants(event))
                .toList();
        if (wanting.stream().anyMatch(Mailbox::refuses)) {
            throw caller.failure(
                            EventErrors.BUFFER_FULL,
                            "The event was published to nobody, because the buffer of a subscriber with 'overflow' fail is"
                                    + " full. Publish it later, give that subscriber a larger 'buffer', or another"
                                    + " 'overflow'.")
                    .neverSent()
                    .build();
        }
        wanting.forEach(mailbox -> mailbox.offer(event));
        return CompletableFuture.completedFuture(Map.of("subscribers", wanting.size()));
    }

    /** A dead letter of a subscriber. */
    @Override
    public CompletableFuture<Map<String, Object>> publish(OutgoingMessage letter, Caller caller) {
        CloudEvent event =
                EventMessages.event(letter.contentType(), letter.headers(), letter.key(), letter.body(), caller);
        mailbox(Subscriber.ofDeadLetters(letter.destination()), caller)
                .bury(DeadLetter.of(event, letter.body(), letter.headers()));
        return CompletableFuture.completedFuture(Map.of());
    }

    private synchronized Mailbox mailbox(String subscriber, Caller caller) {
        Mailbox mailbox = mailboxes.get(subscriber);
        if (mailbox == null) {
            throw Subscribers.unknown(caller, subscriber, mailboxes.keySet());
        }
        return mailbox;
    }

    @Override
    public Receiver receive(Subscription subscription, Caller caller) {
        return mailbox(subscription.group(), caller).receiver();
    }

    @Override
    public List<DeadLetter> deadLetters(String subscriber, int max, Caller caller) {
        return mailbox(subscriber, caller).deadLetters(max);
    }

    @Override
    public int replay(String subscriber, int max, Caller caller) {
        return mailbox(subscriber, caller).replay(max);
    }

    @Override
    public Map<String, Object> waiting(String subscriber, Caller caller) {
        Mailbox mailbox = mailbox(subscriber, caller);
        return Map.of("waiting", (long) mailbox.size(), "deadLettersKept", (long) mailbox.countDeadLetters());
    }

    /** Memory forgets; the log says what. */
    @Override
    public synchronized void close() {
        mailboxes.forEach(this::sayWhatIsLost);
    }

    private void sayWhatIsLost(String subscriber, Mailbox mailbox) {
        int events = mailbox.size();
        int letters = mailbox.countDeadLetters();
        if (events + letters > 0) {
            LOG.warn(
                    "The bus '{}' is in memory: {} events that '{}' has not handled, and its {} dead letters, are lost with"
                            + " the process. 'durable' keeps them.",
                    name,
                    events,
                    subscriber,
                    letters);
        }
    }
}
