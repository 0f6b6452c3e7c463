/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * The messages that one receiver gave and that are not done with, in lanes: those of a key are in one lane and take turns,
 * those of different keys do not wait for each other. Thread-safe.
 */
final class Lanes {

    private final int concurrency;
    private final Map<String, Lane> byKey = new HashMap<>();
    private final Queue<Lane> ready = new PriorityQueue<>(Comparator.comparingLong(Lane::place));
    private final List<Delivery> stuck = new ArrayList<>();
    private Lane withoutKey;
    private long came;
    private int held;
    private int inRoute;
    private int active;
    private boolean abandoned;

    /** @param concurrency how many messages are in the route at once */
    Lanes(int concurrency) {
        this.concurrency = concurrency;
    }

    /** A message that came after all were abandoned is forgotten, too. */
    synchronized void add(IncomingMessage message) {
        if (abandoned) {
            return;
        }
        Lane lane = lane(message.key());
        lane.waiting.add(new Delivery(message, lane, came++));
        held++;
        if (lane.waiting.size() == 1) {
            ready.add(lane);
        }
    }

    private Lane lane(String key) {
        if (key != null) {
            return byKey.computeIfAbsent(key, Lane::new);
        }
        if (concurrency > 1) {
            return new Lane(null);
        }
        if (withoutKey == null) {
            withoutKey = new Lane(null);
        }
        return withoutKey;
    }

    /** The message that is to enter the route now, the one that came first; null when none may. */
    synchronized Delivery begin() {
        if (inRoute >= concurrency || ready.isEmpty()) {
            return null;
        }
        inRoute++;
        active++;
        return ready.remove().waiting.element();
    }

    /** A message that began has left the route; it may still be under way elsewhere. */
    synchronized void leftRoute() {
        inRoute--;
    }

    /** A message that began is done with, or given back. */
    synchronized void done(Delivery delivery) {
        active--;
        stuck.remove(delivery);
        if (!abandoned) {
            held--;
            Lane lane = delivery.lane;
            lane.waiting.remove();
            if (!lane.waiting.isEmpty()) {
                ready.add(lane);
            } else if (lane.key != null) {
                byKey.remove(lane.key);
            }
        }
        notifyAll();
    }

    /** A message that began is to begin again after a wait; until then its lane waits, too. */
    synchronized void rest(Delivery delivery, boolean isStuck) {
        active--;
        if (isStuck && !stuck.contains(delivery)) {
            stuck.add(delivery);
        }
        notifyAll();
    }

    /** The wait of a message is over. */
    synchronized void wake(Delivery delivery) {
        if (!abandoned) {
            ready.add(delivery.lane);
        }
    }

    /** Forgets all messages that are not under way. Afterwards nothing begins any more. */
    synchronized void abandon() {
        abandoned = true;
        ready.clear();
        byKey.clear();
        stuck.clear();
        held = 0;
        notifyAll();
    }

    synchronized boolean isAbandoned() {
        return abandoned;
    }

    synchronized void awaitNoneActive() throws InterruptedException {
        while (active > 0) {
            wait();
        }
    }

    /** How many more messages may be held. When none may, waits for a while until half of the buffer is free. */
    synchronized int awaitRoom(int buffer, long millis) throws InterruptedException {
        if (held >= buffer) {
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            long left = millis;
            while (held > buffer / 2 && left > 0) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
        }
        return buffer - held;
    }

    /** How many messages are under way. */
    synchronized int active() {
        return active;
    }

    /** The messages whose last attempt failed and which are tried on, because there is no other place for them. */
    synchronized List<Delivery> stuck() {
        return List.copyOf(stuck);
    }

    private static final class Lane {
        private final String key;
        private final Deque<Delivery> waiting = new ArrayDeque<>();

        private Lane(String key) {
            this.key = key;
        }

        private long place() {
            return waiting.element().place;
        }
    }

    /** A message on its way. Thread-safe. */
    static final class Delivery {
        private final IncomingMessage message;
        private final Lane lane;
        private final long place;
        private int attempts;
        private Throwable lastFailure;
        private boolean dead;

        private Delivery(IncomingMessage message, Lane lane, long place) {
            this.message = message;
            this.lane = lane;
            this.place = place;
        }

        IncomingMessage message() {
            return message;
        }

        /** How often the route failed for it. */
        synchronized int attempts() {
            return attempts;
        }

        synchronized Throwable lastFailure() {
            return lastFailure;
        }

        /** Whether it is only to become a dead letter. */
        synchronized boolean isDead() {
            return dead;
        }

        synchronized void failed(Throwable failure) {
            attempts++;
            lastFailure = failure;
        }

        synchronized void die() {
            dead = true;
        }
    }
}
