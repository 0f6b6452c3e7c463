/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.DeadEvent;
import dev.serai.connector.state.EventLog;
import dev.serai.messaging.OutgoingMessage;
import dev.serai.messaging.Receiver;
import dev.serai.messaging.Subscription;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A bus whose events are in a store: every subscriber reads them on from its own saved position. Thread-safe. */
final class DurableBus implements EventBus {

    private static final Logger LOG = LoggerFactory.getLogger(DurableBus.class);

    /** Old events are looked for after so many new ones, or after so long. */
    private static final int TRIM_AFTER = 1_000;

    private static final long TRIM_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String name;
    private final EventLog log;
    private final CheckpointStore positions;
    private final EventRetention retention;
    private final Subscribers subscribers;
    private final ExecutorService workers;
    private final EventAppender appender;
    private final Runnable atClose;
    private final NewEvents newEvents = new NewEvents();
    private int appendedSinceTrim;
    private long trimmedAt;

    /**
     * @param workers for what blocks
     * @param writer runs one task after another
     * @param completing runs what waited for an event to be kept
     * @param atClose ends the last two
     */
    DurableBus(
            String name,
            EventLog log,
            CheckpointStore positions,
            EventRetention retention,
            Subscribers subscribers,
            ExecutorService workers,
            ExecutorService writer,
            ExecutorService completing,
            Runnable atClose) {
        this.name = name;
        this.log = log;
        this.positions = positions;
        this.retention = retention;
        this.subscribers = subscribers;
        this.workers = workers;
        this.appender = new EventAppender(log, name, writer, completing, this::appended);
        this.atClose = atClose;
        this.trimmedAt = System.nanoTime() - TRIM_NANOS;
    }

    @Override
    public String kind() {
        return "durable";
    }

    @Override
    public void check(Caller caller) {
        long unused = stored(caller, () -> log.last(name));
    }

    @Override
    public CompletableFuture<Map<String, Object>> send(CloudEvent event, Caller caller) {
        return appender.append(EventJson.exactly(event), caller);
    }

    /** Called on the writer's thread. */
    private void appended(int events) {
        newEvents.came();
        appendedSinceTrim += events;
        long now = System.nanoTime();
        if (appendedSinceTrim >= TRIM_AFTER || now - trimmedAt >= TRIM_NANOS) {
            appendedSinceTrim = 0;
            trimmedAt = now;
            try {
                int removed = log.trim(name, Instant.now().minus(retention.age()), retention.events());
                LOG.debug("{} old events of '{}' were removed", removed, name);
            } catch (RuntimeException e) {
                LOG.warn("Old events of '{}' could not be removed: {}", name, e.getMessage());
            }
        }
    }

    /** A dead letter of a subscriber. */
    @Override
    public CompletableFuture<Map<String, Object>> publish(OutgoingMessage letter, Caller caller) {
        CloudEvent event =
                EventMessages.event(letter.contentType(), letter.headers(), letter.key(), letter.body(), caller);
        DeadLetter dead = DeadLetter.of(event, letter.body(), letter.headers());
        DeadEvent kept = new DeadEvent(
                ((Number) letter.headers().get(ReceivedEvent.POSITION)).longValue(),
                EventJson.exactly(event),
                dead.failedAt(),
                dead.attempts(),
                storable(dead.error()),
                storable(dead.stack()));
        Subscriber subscriber = subscribers.get(caller, Subscriber.ofDeadLetters(letter.destination()));
        return CompletableFuture.supplyAsync(
                () -> {
                    stored(caller, () -> {
                        log.bury(name, subscriber.name(), kept);
                        return null;
                    });
                    subscriber.counts().deadLetter();
                    return Map.of();
                },
                workers);
    }

    /** Not every database has this character. */
    private static String storable(String text) {
        return text.replace('\0', ' ');
    }

    @Override
    public Receiver receive(Subscription subscription, Caller caller) {
        return new LogReceiver(name, log, positions, newEvents, subscribers.get(caller, subscription.group()), caller);
    }

    @Override
    public List<DeadLetter> deadLetters(String subscriber, int max, Caller caller) {
        return stored(caller, () -> log.dead(name, subscriber, max)).stream()
                .map(letter -> new DeadLetter(
                        EventJson.of(letter.content(), caller),
                        letter.content(),
                        letter.failedAt(),
                        letter.attempts(),
                        letter.error(),
                        letter.stack()))
                .toList();
    }

    @Override
    public int replay(String subscriber, int max, Caller caller) {
        int replayed = stored(caller, () -> log.replay(name, subscriber, max));
        newEvents.came();
        return replayed;
    }

    @Override
    public Map<String, Object> waiting(String subscriber, Caller caller) {
        return stored(caller, () -> {
            long position = positions
                    .load(LogReceiver.source(name, subscriber))
                    .map(checkpoint -> Long.valueOf(checkpoint.position()))
                    .orElse(0L);
            return Map.of("waiting", log.last(name) - position, "deadLettersKept", log.countDead(name, subscriber));
        });
    }

    private static <T> T stored(Caller caller, Supplier<T> work) {
        try {
            return work.get();
        } catch (ConnectorException e) {
            throw e;
        } catch (RuntimeException e) {
            throw caller.failure(EventErrors.STORE_FAILED, e.getMessage())
                    .cause(e)
                    .build();
        }
    }

    @Override
    public void close() {
        newEvents.came();
        atClose.run();
    }
}
