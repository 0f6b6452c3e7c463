/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * What of a partition was received and is not settled. Messages are done with in any order, but a group's position in a
 * partition is one number: the one below which all is done. Guarded by {@link Deliveries}.
 */
final class PartitionProgress {

    private final TopicPartition partition;

    /** In the order of their offsets, which need not follow each other without gaps. */
    private final Deque<Delivery> open = new ArrayDeque<>();

    /** The position to save, or -1 for none. */
    private long reached = -1;

    /** Read by anybody. */
    private volatile boolean lost;

    PartitionProgress(TopicPartition partition) {
        this.partition = partition;
    }

    TopicPartition partition() {
        return partition;
    }

    void add(Delivery delivery) {
        open.addLast(delivery);
    }

    /** Looks how far all is done. */
    void advance() {
        while (!open.isEmpty() && open.peekFirst().isDone()) {
            reached = open.removeFirst().offset() + 1;
        }
    }

    /** The position that is to be saved, or -1 when there is none that was not. */
    long reached() {
        return reached;
    }

    /**
     * Looks how far all is done but for being saved.
     *
     * @param settled those are found of which it says so
     * @return the position behind them, or -1 when there is none to save
     */
    long collect(Predicate<Delivery> settled, List<Delivery> found) {
        long position = reached;
        for (Delivery delivery : open) {
            if (settled.test(delivery)) {
                found.add(delivery);
            } else if (!delivery.isDone()) {
                break;
            }
            position = delivery.offset() + 1;
        }
        return position;
    }

    void saved(long position) {
        if (reached == position) {
            reached = -1;
        }
    }

    /** The first that is not done with, or the given position when there is none. */
    long firstOpen(long position) {
        return open.isEmpty() ? position : open.peekFirst().offset();
    }

    /** How many were received from the first on that is not done with. */
    int span() {
        return open.size();
    }

    /** It is somebody else's now, who gets again what was not settled. */
    void lose() {
        lost = true;
        open.clear();
        reached = -1;
    }

    boolean isLost() {
        return lost;
    }
}
