/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;

/**
 * Messages that came by themselves and that nobody took yet, within a bound. Not thread-safe.
 *
 * @param <T> a message
 */
public final class MessageQueue<T> {

    private final Deque<T> messages = new ArrayDeque<>();
    private final int capacity;
    private final Overflow overflow;
    private final LongConsumer dropping;
    private long dropped;

    /**
     * @param capacity how many may wait; with {@link Overflow#WAIT} whoever adds them sees to it that no more come
     * @param dropping is told how many were dropped in all, at the first and whenever they have doubled, so that neither
     *     one goes unseen nor a flood fills the log
     */
    public MessageQueue(int capacity, Overflow overflow, LongConsumer dropping) {
        this.capacity = capacity;
        this.overflow = overflow;
        this.dropping = dropping;
    }

    /**
     * Adds a message, or drops it or another one.
     *
     * @return whether there was room for it
     */
    public boolean add(T message) {
        boolean room = room() > 0;
        if (!room && overflow != Overflow.WAIT) {
            dropped++;
            if (Long.bitCount(dropped) == 1) {
                dropping.accept(dropped);
            }
            if (overflow == Overflow.DROP_NEWEST) {
                return false;
            }
            messages.remove();
        }
        messages.add(message);
        return room;
    }

    /** Takes the oldest; null when there is none. */
    public T poll() {
        return messages.poll();
    }

    /** Puts back what was taken last. */
    public void putBack(T message) {
        messages.addFirst(message);
    }

    /** How many wait. */
    public int size() {
        return messages.size();
    }

    /** How many more may come. */
    public int room() {
        return Math.max(0, capacity - messages.size());
    }
}
