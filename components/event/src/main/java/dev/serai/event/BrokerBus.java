/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.HealthCheckResult;
import dev.serai.messaging.Broker;
import dev.serai.messaging.DeadLetters;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.MessagingConnector;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.OutgoingMessage;
import dev.serai.messaging.Receiver;
import dev.serai.messaging.Subscription;
import dev.serai.messaging.Topic;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * A bus over the broker of another connector, which keeps events for subscribers that are away. What goes out is handed to
 * the broker by one thread, in the order of the calls, and nobody waits there. Thread-safe.
 */
final class BrokerBus implements EventBus {

    /** The header of an event that is for one subscriber alone. */
    static final String RECIPIENT = "serai-recipient";

    /** How long the broker may take to give dead letters that it says it has; a group of Kafka takes a while to form. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final MessagingConnector over;
    private final String topic;
    private final EventConfiguration.ContentMode mode;
    private final Subscribers subscribers;
    private final ExecutorService sender;
    private final Runnable atClose;

    /** Only the sender's thread uses it: whose topic was made sure of. */
    private Broker prepared;

    /**
     * @param over whose broker carries the events
     * @param sender runs one task after another
     * @param atClose ends it
     */
    BrokerBus(
            MessagingConnector over,
            String topic,
            EventConfiguration.ContentMode mode,
            Subscribers subscribers,
            ExecutorService sender,
            Runnable atClose) {
        this.over = over;
        this.topic = topic;
        this.mode = mode;
        this.subscribers = subscribers;
        this.sender = sender;
        this.atClose = atClose;
    }

    @Override
    public String kind() {
        return "over " + over.metadata().type();
    }

    @Override
    public void check(Caller caller) {
        HealthCheckResult health = over.healthCheck();
        if (health.status() == HealthCheckResult.Status.DOWN) {
            throw caller.failure(MessagingErrors.CANNOT_CONNECT, "The broker does not answer. " + health.message())
                    .build();
        }
    }

    @Override
    public CompletableFuture<Map<String, Object>> send(CloudEvent event, Caller caller) {
        return inTurn(caller, () -> {
            Broker broker = over.broker(caller);
            Topic used = broker.topic(topic);
            if (broker != prepared) {
                used.prepare(caller);
                prepared = broker;
            }
            OutgoingMessage message = mode == EventConfiguration.ContentMode.BINARY
                    ? EventMessages.binary(event, used.attributePrefix())
                    : EventMessages.structured(event);
            return broker.publish(used.addressed(message, event.getType()), caller)
                    .exceptionally(BrokerBus::unlessNobodySubscribes);
        });
    }

    /** Events are published for whoever wants them; that nobody does is no failure. */
    private static Map<String, Object> unlessNobodySubscribes(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ConnectorException known && known.errorCode().equals(MessagingErrors.UNROUTABLE)) {
            return Map.of("subscribers", 0);
        }
        throw failure instanceof CompletionException known ? known : new CompletionException(failure);
    }

    /** A dead letter of a subscriber. */
    @Override
    public CompletableFuture<Map<String, Object>> publish(OutgoingMessage letter, Caller caller) {
        Subscriber subscriber = subscribers.get(caller, Subscriber.ofDeadLetters(letter.destination()));
        return inTurn(caller, () -> {
            Broker broker = over.broker(caller);
            Subscription place = broker.topic(topic).deadLetters(subscriber.name(), 1, caller);
            return broker.publish(sentTo(place.source(), letter, letter.headers()), caller)
                    .thenApply(confirmed -> {
                        subscriber.counts().deadLetter();
                        return confirmed;
                    });
        });
    }

    private static OutgoingMessage sentTo(String destination, OutgoingMessage message, Map<String, Object> headers) {
        return new OutgoingMessage(
                destination,
                message.key(),
                message.body(),
                message.contentType(),
                headers,
                message.id(),
                message.delay(),
                message.options());
    }

    /** Hands something over after all that came before it. */
    private CompletableFuture<Map<String, Object>> inTurn(Caller caller, Sending sending) {
        CompletableFuture<Map<String, Object>> ended = new CompletableFuture<>();
        try {
            sender.execute(() -> hand(sending, ended));
        } catch (RejectedExecutionException e) {
            throw caller.notConnected();
        }
        return ended;
    }

    private static void hand(Sending sending, CompletableFuture<Map<String, Object>> ended) {
        try {
            CompletableFuture<?> unused = sending.send().whenComplete((said, failure) -> {
                if (failure == null) {
                    ended.complete(said);
                } else {
                    ended.completeExceptionally(failure instanceof CompletionException ? failure.getCause() : failure);
                }
            });
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    @Override
    public Receiver receive(Subscription subscription, Caller caller) {
        Broker broker = over.broker(caller);
        Subscriber subscriber = subscribers.get(caller, subscription.group());
        Subscription source = broker.topic(topic).subscription(subscriber.name(), subscription.buffer(), caller);
        return new BrokerReceiver(broker.receive(source, caller), subscriber, caller);
    }

    /** They go back when all were looked at; a broker that counts only those that wait may have some of them soon. */
    @Override
    public List<DeadLetter> deadLetters(String subscriber, int max, Caller caller) {
        List<DeadLetter> found = new ArrayList<>();
        Broker broker = over.broker(caller);
        Subscription place = broker.topic(topic).deadLetters(subscriber, max, caller);
        long there = count(broker, place, caller);
        try (Receiver letters = broker.receive(place, caller)) {
            while (found.size() < max) {
                List<IncomingMessage> some = letters.poll(max - found.size(), found.size() < there ? PATIENCE : MOMENT);
                if (some.isEmpty()) {
                    break;
                }
                some.forEach(letter -> found.add(letter(letter, caller)));
            }
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw caller.notConnected();
        }
    }

    private static DeadLetter letter(IncomingMessage letter, Caller caller) {
        CloudEvent event;
        try {
            event = EventMessages.event(letter, caller);
        } catch (ConnectorException unreadable) {
            event = null;
        }
        return DeadLetter.of(event, letter.body(), letter.headers());
    }

    /**
     * Each is taken away once the broker has confirmed that it has it where it came from. Those that were there at first: a
     * letter whose event fails again comes back meanwhile, and is not one of them.
     */
    @Override
    public int replay(String subscriber, int max, Caller caller) {
        Broker broker = over.broker(caller);
        Subscription place = broker.topic(topic).deadLetters(subscriber, max, caller);
        int there = (int) Math.min(max, count(broker, place, caller));
        int replayed = 0;
        try (Receiver letters = broker.receive(place, caller)) {
            while (replayed < there) {
                List<IncomingMessage> some = letters.poll(there - replayed, PATIENCE);
                if (some.isEmpty()) {
                    break;
                }
                try {
                    for (IncomingMessage letter : some) {
                        replay(subscriber, letter, caller);
                        letters.acknowledge(letter);
                        replayed++;
                    }
                } finally {
                    // Those before one that failed are where they came from, and are not to be sent there again.
                    letters.settle();
                }
            }
            return replayed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw caller.notConnected();
        }
    }

    private void replay(String subscriber, IncomingMessage letter, Caller caller) {
        OutgoingMessage original = DeadLetters.original(letter, caller);
        if (original == null) {
            throw caller.failure(
                            MessagingErrors.UNREADABLE,
                            "Among the dead letters is a message that no subscriber put there: it does not say where it"
                                    + " came from. Take it away with the broker's own connector.")
                    .build();
        }
        Map<String, Object> headers = new LinkedHashMap<>(original.headers());
        headers.put(RECIPIENT, subscriber);
        try {
            over.broker(caller)
                    .publish(sentTo(original.destination(), original, headers), caller)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConnectorException known ? known : e;
        }
    }

    @Override
    public Map<String, Object> waiting(String subscriber, Caller caller) {
        Broker broker = over.broker(caller);
        Topic used = broker.topic(topic);
        return Map.of(
                "waiting", count(broker, used.subscription(subscriber, 1, caller), caller),
                "deadLettersKept", count(broker, used.deadLetters(subscriber, 1, caller), caller));
    }

    private static long count(Broker broker, Subscription of, Caller caller) {
        return ((Number) broker.inspect(of.source(), of.group(), caller).get("messages")).longValue();
    }

    /** The broker is its connector's. */
    @Override
    public void close() {
        atClose.run();
    }

    @FunctionalInterface
    private interface Sending {
        CompletableFuture<Map<String, Object>> send();
    }
}
