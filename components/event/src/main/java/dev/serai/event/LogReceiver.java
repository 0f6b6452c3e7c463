/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.EventLog;
import dev.serai.connector.state.KeptEvent;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.Receiver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a subscriber's events from a log, and saves how far it is: up to the first that is not done with. What was done with
 * beyond it comes again after a restart.
 */
final class LogReceiver implements Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(LogReceiver.class);

    /** The position is saved after so many events that the subscriber does not want. */
    private static final int SAVE_AFTER = 1_000;

    private final String bus;
    private final EventLog log;
    private final CheckpointStore positions;
    private final NewEvents newEvents;
    private final Subscriber subscriber;
    private final Caller caller;
    private final String source;
    private final TreeSet<Long> unsettled = new TreeSet<>();
    private Optional<Checkpoint> saved;
    private long savedPosition;
    private long cursor;
    private boolean moved;

    /** Begins after the saved position, or with the first event that there still is. */
    LogReceiver(
            String bus,
            EventLog log,
            CheckpointStore positions,
            NewEvents newEvents,
            Subscriber subscriber,
            Caller caller) {
        this.bus = bus;
        this.log = log;
        this.positions = positions;
        this.newEvents = newEvents;
        this.subscriber = subscriber;
        this.caller = caller;
        this.source = source(bus, subscriber.name());
        this.saved = positions.load(source);
        this.savedPosition =
                saved.map(checkpoint -> Long.valueOf(checkpoint.position())).orElse(0L);
        this.cursor = savedPosition;
    }

    /** The name of a subscriber's position among all positions. */
    static String source(String bus, String subscriber) {
        return bus + "/subscribe/" + subscriber;
    }

    @Override
    public List<IncomingMessage> poll(int max, Duration wait) throws InterruptedException {
        requireNotMoved();
        if (max <= 0) {
            return List.of();
        }
        long seen = newEvents.seen();
        List<IncomingMessage> found = read(max);
        if (found.isEmpty()) {
            newEvents.await(seen, wait);
            found = read(max);
        }
        return found;
    }

    private synchronized List<IncomingMessage> read(int max) {
        List<KeptEvent> events = next(max);
        List<IncomingMessage> found = new ArrayList<>();
        for (KeptEvent event : events) {
            skipTo(event.position());
            cursor = event.position();
            if (isForMe(event)) {
                IncomingMessage message = message(event);
                if (message != null) {
                    unsettled.add(event.position());
                    found.add(message);
                }
            }
        }
        if (done() - savedPosition >= SAVE_AFTER) {
            settle();
        }
        return found;
    }

    private List<KeptEvent> next(int max) {
        List<KeptEvent> events = log.read(bus, cursor, max);
        if (events.isEmpty()) {
            long last = log.last(bus);
            if (last > cursor) {
                // Perhaps one was appended between the two questions.
                events = log.read(bus, cursor, max);
                if (events.isEmpty()) {
                    skipTo(last + 1);
                    cursor = last;
                }
            }
        }
        return events;
    }

    /** What was removed before a subscriber came to it is lost to him; one that is new has lost nothing. */
    private void skipTo(long position) {
        long missed = position - cursor - 1;
        if (missed > 0 && cursor > 0) {
            subscriber.counts().missed(missed);
            LOG.error(
                    "The subscriber '{}' of '{}' missed {} events: they were removed, by 'retention', before it came to"
                            + " them.",
                    subscriber.name(),
                    bus,
                    missed);
        }
    }

    private boolean isForMe(KeptEvent event) {
        return event.recipient() == null || event.recipient().equals(subscriber.name());
    }

    /** Null for an event that the subscriber does not want. */
    private IncomingMessage message(KeptEvent kept) {
        try {
            var event = EventJson.of(kept.content(), caller);
            return subscriber.types().match(event.getType())
                    ? ReceivedEvent.message(event, bus, kept.recipient() != null, kept.position())
                    : null;
        } catch (ConnectorException e) {
            // Only a store that was tampered with has one.
            LOG.error("The event {} of '{}' is passed over: {}", kept.position(), bus, e.getMessage());
            return null;
        }
    }

    @Override
    public synchronized void acknowledge(IncomingMessage message) {
        unsettled.remove((Long) ReceivedEvent.of(message).handle());
    }

    @Override
    public void reject(IncomingMessage message, boolean requeue) {
        if (!requeue) {
            acknowledge(message);
        }
    }

    private long done() {
        return unsettled.isEmpty() ? cursor : unsettled.first() - 1;
    }

    @Override
    public synchronized void settle() {
        long done = done();
        if (moved || done <= savedPosition) {
            return;
        }
        Optional<Checkpoint> next = positions.save(source, saved, String.valueOf(done));
        if (next.isEmpty()) {
            moved = true;
            return;
        }
        saved = next;
        savedPosition = done;
    }

    private synchronized void requireNotMoved() {
        if (moved) {
            throw caller.failure(
                            EventErrors.POSITION_MOVED,
                            "Somebody else moved or reset the position of the subscriber '" + subscriber.name()
                                    + "'. It goes on from there.")
                    .build();
        }
    }

    @Override
    public void close() {
        settle();
    }
}
