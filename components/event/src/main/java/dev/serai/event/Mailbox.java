/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.Receiver;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events in memory that one subscriber has not done with, within its buffer, and its dead letters. It stays while the
 * subscriber's route is stopped. Thread-safe.
 */
final class Mailbox {

    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    /** Beyond that the oldest dead letters are dropped, which the log says. */
    private static final int MOST_DEAD_LETTERS = 10_000;

    private final String bus;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final TreeMap<Long, Waiting> unsettled = new TreeMap<>();
    private final Deque<DeadLetter> deadLetters = new ArrayDeque<>();
    private Subscriber subscriber;
    private boolean closed;
    private long came;
    private long overflowed;

    Mailbox(String bus, Subscriber subscriber) {
        this.bus = bus;
        this.subscriber = subscriber;
    }

    /** The subscriber's route was made anew, perhaps with other options. */
    synchronized void redeclare(Subscriber newer) {
        subscriber = newer;
        closed = false;
        notifyAll();
    }

    /**
     * Takes no more events in, and forgets those that wait.
     *
     * @return how many waited
     */
    synchronized int close() {
        int lost = size();
        closed = true;
        waiting.clear();
        return lost;
    }

    synchronized boolean wants(CloudEvent event) {
        return !closed && subscriber.types().match(event.getType());
    }

    /** Whether the event's publisher is to be refused. */
    synchronized boolean refuses() {
        return subscriber.overflow() == OverflowRule.FAIL && room() <= 0;
    }

    private int room() {
        return subscriber.buffer() - waiting.size() - unsettled.size();
    }

    /** Takes an event in, or does with it, or with another, what the subscriber's rule says. */
    synchronized void offer(CloudEvent event) {
        if (room() > 0) {
            add(event);
            return;
        }
        switch (subscriber.overflow()) {
            case DEAD_LETTER -> {
                bury(new DeadLetter(
                        event,
                        null,
                        Instant.now(),
                        0,
                        "The buffer of the subscriber '" + subscriber.name() + "' was full: " + subscriber.buffer()
                                + " events waited.",
                        ""));
                overflowed++;
                sayInTime(overflowed, "became dead letters");
            }
            case DROP_OLDEST -> {
                // What the route has already cannot be taken back.
                if (waiting.poll() != null) {
                    add(event);
                }
                dropped();
            }
            case DROP_NEWEST, FAIL -> dropped();
        }
    }

    private void add(CloudEvent event) {
        waiting.add(new Waiting(event, ++came, false));
        notifyAll();
    }

    private void dropped() {
        sayInTime(subscriber.counts().dropped(), "were dropped");
    }

    /** At the first and whenever they have doubled, so that neither one goes unseen nor a flood fills the log. */
    private void sayInTime(long events, String what) {
        if (Long.bitCount(events) == 1) {
            LOG.warn(
                    "The subscriber '{}' of '{}' is slower than events come: {} {} so far, by overflow={}.",
                    subscriber.name(),
                    bus,
                    events,
                    what,
                    subscriber.overflow().option());
        }
    }

    synchronized void bury(DeadLetter letter) {
        deadLetters.add(letter);
        subscriber.counts().deadLetter();
        if (deadLetters.size() > MOST_DEAD_LETTERS) {
            deadLetters.remove();
            long dropped = subscriber.counts().dropped();
            if (Long.bitCount(dropped) == 1) {
                LOG.error(
                        "The subscriber '{}' of '{}' has more than {} dead letters in memory: the oldest are dropped, {}"
                                + " events so far. Replay them, or make the bus durable.",
                        subscriber.name(),
                        bus,
                        MOST_DEAD_LETTERS,
                        dropped);
            }
        }
    }

    synchronized List<DeadLetter> deadLetters(int max) {
        return deadLetters.stream().limit(max).toList();
    }

    synchronized int countDeadLetters() {
        return deadLetters.size();
    }

    synchronized int size() {
        return waiting.size() + unsettled.size();
    }

    /** Takes back as many dead letters as there is room for. */
    synchronized int replay(int max) {
        int replayed = 0;
        while (replayed < max && room() > 0 && !deadLetters.isEmpty()) {
            add(deadLetters.remove().event());
            replayed++;
        }
        return replayed;
    }

    Receiver receiver() {
        return new Taking();
    }

    private synchronized List<IncomingMessage> take(int max, Duration wait) throws InterruptedException {
        if (max > 0 && waiting.isEmpty()) {
            awaitOne(wait);
        }
        List<IncomingMessage> taken = new ArrayList<>();
        while (taken.size() < max && !waiting.isEmpty()) {
            Waiting next = waiting.remove();
            unsettled.put(next.place, next);
            taken.add(ReceivedEvent.message(next.event, bus, next.again, next.place));
        }
        return taken;
    }

    private void awaitOne(Duration wait) throws InterruptedException {
        long until = System.nanoTime() + wait.toNanos();
        long left = wait.toNanos();
        while (waiting.isEmpty() && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = until - System.nanoTime();
        }
    }

    private synchronized void settle(IncomingMessage message) {
        unsettled.remove((Long) ReceivedEvent.of(message).handle());
    }

    /** What the route was given and did not do with comes again, before all that waits. */
    private synchronized void giveBack() {
        unsettled
                .descendingMap()
                .values()
                .forEach(event -> waiting.addFirst(new Waiting(event.event, event.place, true)));
        unsettled.clear();
    }

    private record Waiting(CloudEvent event, long place, boolean again) {}

    /** There is nobody to be told of what is settled. */
    private final class Taking implements Receiver {

        @Override
        public List<IncomingMessage> poll(int max, Duration wait) throws InterruptedException {
            return take(max, wait);
        }

        @Override
        public void acknowledge(IncomingMessage message) {
            Mailbox.this.settle(message);
        }

        @Override
        public void reject(IncomingMessage message, boolean requeue) {
            if (!requeue) {
                Mailbox.this.settle(message);
            }
        }

        @Override
        public void settle() {}

        @Override
        public void close() {
            giveBack();
        }
    }
}
