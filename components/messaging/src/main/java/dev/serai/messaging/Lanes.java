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
 *
 * <p>A message whose output is to be sent leaves the route when the output was handed to the broker, and the next of its lane
 * enters. It is done with when the output and all before it in the lane are confirmed, so that none is settled while another
 * that must precede it may have to be sent again. When an output failed, its lane rests and, once the fate of all its outputs
 * is known, goes back: what was handed over, from the first that failed on, is handed over again, the first alone.
 */
final class Lanes {

    private final int concurrency;
    private final Map<String, Lane> byKey = new HashMap<>();
    private final Queue<Lane> ready = new PriorityQueue<>(Comparator.comparingLong(lane -> lane.place));
    private final List<Delivery> stuck = new ArrayList<>();
    private Lane withoutKey;
    private long came;
    private int held;
    private int inRoute;
    private int active;
    private int roomWanted = Integer.MIN_VALUE;
    private boolean abandoned;

    /** @param concurrency how many messages are in the route at once */
    Lanes(int concurrency) {
        this.concurrency = concurrency;
    }

    /** Messages that came after all were abandoned are forgotten, too. */
    synchronized void add(List<IncomingMessage> messages) {
        if (abandoned) {
            return;
        }
        for (IncomingMessage message : messages) {
            Lane lane = lane(message.key());
            lane.waiting.addLast(new Delivery(message, lane, came++));
            offer(lane);
        }
        held += messages.size();
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
        Lane lane = ready.remove();
        lane.ready = false;
        lane.current = lane.waiting.element();
        lane.current.inRoute = true;
        inRoute++;
        active++;
        return lane.current;
    }

    /** A message that began has left the route; what becomes of it is said later, and until then its lane waits. */
    synchronized void leftRoute(Delivery delivery) {
        if (delivery.inRoute) {
            delivery.inRoute = false;
            inRoute--;
            if (abandoned && inRoute == 0) {
                notifyAll();
            }
        }
    }

    /**
     * The output of a message is about to be handed to the broker.
     *
     * @return false when it must not be, because one before it failed; it begins again after that
     */
    synchronized boolean handOver(Delivery delivery) {
        Lane lane = delivery.lane();
        if (lane.broken) {
            leave(delivery);
            active--;
            goBack(lane);
            return false;
        }
        lane.waiting.remove();
        lane.sent.addLast(delivery);
        lane.unanswered++;
        delivery.handedOver = true;
        return true;
    }

    /** The broker's client has it: the next of the lane may begin. */
    synchronized void handedOver(Delivery delivery) {
        Lane lane = delivery.lane();
        leave(delivery);
        goBack(lane);
        offer(lane);
        forgetEmpty(lane);
    }

    private void leave(Delivery delivery) {
        leftRoute(delivery);
        delivery.lane().current = null;
    }

    /**
     * An output that was handed over is confirmed, or its message became a dead letter.
     *
     * @return the messages that are done with by it, in their order. They count as held until they were {@link #settled}
     */
    synchronized List<Delivery> confirmed(Delivery delivery) {
        Lane lane = delivery.lane();
        lane.unanswered--;
        List<Delivery> done = List.of();
        if (delivery.isDead()) {
            // Nothing of it was sent that another could have to follow.
            lane.sent.remove(delivery);
            done = List.of(delivery);
        } else {
            delivery.confirmed = true;
        }
        while (!lane.sent.isEmpty() && lane.sent.element().confirmed) {
            Delivery first = lane.sent.remove();
            if (done.isEmpty()) {
                done = List.of(first);
            } else {
                done = new ArrayList<>(done);
                done.add(first);
            }
        }
        lane.alone &= done.isEmpty();
        goBack(lane);
        offer(lane);
        forgetEmpty(lane);
        return done;
    }

    /**
     * The broker was told of messages that are done with.
     *
     * @return whether another may begin
     */
    synchronized boolean settled(List<Delivery> done) {
        active -= done.size();
        free(done);
        return inRoute < concurrency && !ready.isEmpty();
    }

    /** A message that began and has no output with the broker is done with. */
    synchronized void done(Delivery delivery) {
        Lane lane = delivery.lane();
        leave(delivery);
        lane.waiting.remove();
        active--;
        free(List.of(delivery));
        goBack(lane);
        offer(lane);
        forgetEmpty(lane);
    }

    private void free(List<Delivery> done) {
        if (!stuck.isEmpty()) {
            stuck.removeAll(done);
        }
        if (!abandoned) {
            held -= done.size();
        }
        wakeWaiting();
    }

    private void wakeWaiting() {
        if (held <= roomWanted || (abandoned && active == 0)) {
            notifyAll();
        }
    }

    /**
     * A message that began is to begin again after a wait; until then its lane waits, too.
     *
     * @return whether the wait begins with it; false when its lane rests already, because of another of its outputs
     */
    synchronized boolean rest(Delivery delivery, boolean isStuck) {
        Lane lane = delivery.lane();
        boolean begins = true;
        if (delivery.handedOver) {
            begins = !lane.broken;
            lane.broken = true;
            lane.unanswered--;
            withdraw(lane);
        } else {
            leave(delivery);
            active--;
        }
        if (isStuck && begins && !abandoned && !stuck.contains(delivery)) {
            stuck.add(delivery);
        }
        if (begins) {
            lane.rests++;
        }
        goBack(lane);
        wakeWaiting();
        return begins;
    }

    /** The wait of a message is over. */
    synchronized void wake(Delivery delivery) {
        delivery.lane().rests--;
        offer(delivery.lane());
    }

    /** When nothing of the lane is under way any more, what was handed over and is not done with is put before the rest. */
    private void goBack(Lane lane) {
        if (!lane.broken || lane.unanswered > 0 || lane.current != null) {
            return;
        }
        while (!lane.sent.isEmpty()) {
            Delivery last = lane.sent.removeLast();
            last.confirmed = false;
            last.handedOver = false;
            lane.waiting.addFirst(last);
            active--;
        }
        lane.broken = false;
        lane.alone = true;
        offer(lane);
        wakeWaiting();
    }

    private void offer(Lane lane) {
        if (!lane.ready && !abandoned && lane.mayBegin()) {
            lane.ready = true;
            lane.place = lane.waiting.element().place();
            ready.add(lane);
        }
    }

    private void withdraw(Lane lane) {
        if (lane.ready) {
            lane.ready = false;
            ready.remove(lane);
        }
    }

    private void forgetEmpty(Lane lane) {
        if (lane.key != null && lane.waiting.isEmpty() && lane.sent.isEmpty() && lane.current == null) {
            byKey.remove(lane.key, lane);
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

    synchronized void awaitNoneInRoute() throws InterruptedException {
        while (inRoute > 0) {
            wait();
        }
    }

    synchronized void awaitNoneActive() throws InterruptedException {
        while (active > 0) {
            wait();
        }
    }

    /** How many more messages may be held. When none may, waits for a while until half of the buffer is free. */
    synchronized int awaitRoom(int buffer, long millis) throws InterruptedException {
        if (held >= buffer) {
            roomWanted = buffer / 2;
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            long left = millis;
            while (held > roomWanted && left > 0) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            }
            roomWanted = Integer.MIN_VALUE;
        }
        return buffer - held;
    }

    /** How many messages are under way. */
    synchronized int active() {
        return active;
    }

    /** The messages that failed for too often and are tried on, because there is no other place for them. */
    synchronized List<Delivery> stuck() {
        return List.copyOf(stuck);
    }

    /** Guarded by the lanes. */
    static final class Lane {
        private final String key;

        /** In the order in which they came, those not handed over; the first of them may be in the route. */
        private final Deque<Delivery> waiting = new ArrayDeque<>();

        /** In the order in which they were handed over, those not done with. */
        private final Deque<Delivery> sent = new ArrayDeque<>();

        /** The message that began and neither rests nor was handed over. */
        private Delivery current;

        /** How many of those sent have no answer yet. */
        private int unanswered;

        /** How many waits are not over. */
        private int rests;

        /** Whether an output failed and it did not go back yet. */
        private boolean broken;

        /** Whether it went back, and nothing was confirmed since: what fails again is not to repeat all that follows it. */
        private boolean alone;

        private boolean ready;

        /** That of the first that waits, while it is ready. */
        private long place;

        private Lane(String key) {
            this.key = key;
        }

        private boolean mayBegin() {
            return !waiting.isEmpty() && current == null && rests == 0 && !broken && (!alone || sent.isEmpty());
        }
    }
}
