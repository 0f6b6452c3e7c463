/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.ConnectorException;
import dev.serai.messaging.IncomingMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What was received and is not done with: it stands between the thread of the client, which brings records and saves
 * positions, the thread that takes messages, and those that are done with them. Thread-safe.
 */
final class Deliveries {

    /** How many buffers of messages of one partition may pass one that is not done with: after a crash they come again. */
    private static final int BUFFERS_AHEAD = 10;

    private final int buffer;
    private final int ahead;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition freed = lock.newCondition();

    private final Map<TopicPartition, PartitionProgress> partitions = new HashMap<>();
    private final Deque<Delivery> ready = new ArrayDeque<>();

    /** Those that come again, before all others and among themselves in the order that they had. */
    private final Queue<Delivery> again = new PriorityQueue<>(Comparator.<Delivery>comparingInt(
                    delivery -> delivery.progress().partition().partition())
            .thenComparingLong(Delivery::offset));

    private long came;

    /** How many are ready, come again or are handed out. */
    private int held;

    /** How many whoever takes messages has. */
    private int handedOut;

    /** How many whoever waits for room wants to receive. */
    private int roomWanted;

    private boolean stirred;
    private ConnectorException failure;

    /** @param buffer how many may be held that are not done with */
    Deliveries(int buffer) {
        this.buffer = buffer;
        this.ahead = Math.multiplyExact(buffer, BUFFERS_AHEAD);
    }

    /**
     * Takes over what the client received.
     *
     * @param behind how many messages of each partition stand behind the last of these; without those where nobody knows
     */
    void add(ConsumerRecords<byte[], byte[]> received, Map<TopicPartition, Long> behind) {
        lock.lock();
        try {
            for (TopicPartition partition : received.partitions()) {
                PartitionProgress progress = partitions.computeIfAbsent(partition, PartitionProgress::new);
                List<ConsumerRecord<byte[], byte[]>> records = received.records(partition);
                Long last = behind.get(partition);
                for (int i = 0; i < records.size(); i++) {
                    long lag = last == null ? -1 : last + records.size() - 1 - i;
                    Delivery delivery = new Delivery(progress, came++, records.get(i), lag);
                    progress.add(delivery);
                    ready.addLast(delivery);
                    held++;
                }
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Hands out what is there, those first that come again. */
    List<IncomingMessage> take(int max, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long nanos = wait.toNanos();
            while ((isEmpty() || handedOut >= buffer) && failure == null && nanos > 0) {
                nanos = arrived.awaitNanos(nanos);
            }
            if (failure != null) {
                throw failure;
            }
            int most = Math.min(Math.min(max, buffer - handedOut), ready.size() + again.size());
            List<IncomingMessage> taken = new ArrayList<>(Math.max(0, most));
            while (taken.size() < most) {
                Delivery next = again.isEmpty() ? ready.removeFirst() : again.remove();
                taken.add(next.handOut());
            }
            handedOut += taken.size();
            signal();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** A message that was handed out is done with. Of a partition that is somebody else's now, nothing follows. */
    void done(Delivery delivery) {
        lock.lock();
        try {
            if (!delivery.comeBack()) {
                return;
            }
            handedOut--;
            held--;
            delivery.done();
            delivery.progress().advance();
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** A message that was handed out is to be handed out again. */
    void again(Delivery delivery) {
        lock.lock();
        try {
            if (!delivery.comeBack()) {
                return;
            }
            handedOut--;
            if (delivery.progress().isLost()) {
                delivery.done();
                held--;
            } else {
                again.add(delivery);
            }
            signal();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes those whose wait is over, and nobody else: this comes with each message. */
    private void signal() {
        if (handedOut < buffer && !isEmpty()) {
            arrived.signalAll();
        }
        if (hasRoom(roomWanted)) {
            freed.signalAll();
        }
    }

    private boolean isEmpty() {
        return ready.isEmpty() && again.isEmpty();
    }

    /**
     * Whether so many more may be received. They may not fit when nothing else is left to hand out: what is too many waits
     * here then, because otherwise a few that are never done with would leave a part of the buffer unused.
     */
    boolean hasRoom(int count) {
        lock.lock();
        try {
            return held + count <= buffer || (held < buffer && isEmpty());
        } finally {
            lock.unlock();
        }
    }

    /** Waits until so many more may be received, or until {@link #stir}. */
    void awaitRoom(int count, Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long nanos = wait.toNanos();
            roomWanted = count;
            while (!hasRoom(count) && !stirred && nanos > 0) {
                nanos = freed.awaitNanos(nanos);
            }
            stirred = false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait for room, because there is something else to do. */
    void stir() {
        lock.lock();
        try {
            stirred = true;
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The partitions of which too many messages have passed one that is not done with. */
    Set<TopicPartition> tooFarAhead() {
        lock.lock();
        try {
            return partitions.values().stream()
                    .filter(progress -> progress.span() >= ahead)
                    .map(PartitionProgress::partition)
                    .collect(Collectors.toSet());
        } finally {
            lock.unlock();
        }
    }

    /** The first of a partition that is not done with, or the given position when all before it is. */
    long firstOpen(TopicPartition partition, long position) {
        lock.lock();
        try {
            PartitionProgress progress = partitions.get(partition);
            return progress == null ? position : progress.firstOpen(position);
        } finally {
            lock.unlock();
        }
    }

    /** The positions that are to be saved. */
    Map<TopicPartition, OffsetAndMetadata> reached() {
        lock.lock();
        try {
            Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
            partitions.forEach((partition, progress) -> {
                if (progress.reached() >= 0) {
                    positions.put(partition, new OffsetAndMetadata(progress.reached()));
                }
            });
            return positions;
        } finally {
            lock.unlock();
        }
    }

    /**
     * What could be settled together: from the first that is not done with on, without a gap.
     *
     * @param settled whether a message is done with but for being saved
     */
    Settled settled(Set<TopicPartition> of, Predicate<Delivery> settled) {
        lock.lock();
        try {
            Settled found = new Settled(new HashMap<>(), new ArrayList<>());
            partitions.forEach((partition, progress) -> {
                if (of.contains(partition)) {
                    long position = progress.collect(settled, found.messages());
                    if (position >= 0) {
                        found.positions().put(partition, new OffsetAndMetadata(position));
                    }
                }
            });
            return found;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Messages that can be settled together.
     *
     * @param positions behind them, and behind what was done before them
     * @param messages those that were said to be settled
     */
    record Settled(Map<TopicPartition, OffsetAndMetadata> positions, List<Delivery> messages) {}

    /** Whether a message was handed out and neither is done with nor somebody else's. */
    boolean isOpen(Delivery delivery) {
        lock.lock();
        try {
            return delivery.isAway() && !delivery.progress().isLost();
        } finally {
            lock.unlock();
        }
    }

    /** These positions are saved. */
    void saved(Map<TopicPartition, OffsetAndMetadata> positions) {
        lock.lock();
        try {
            positions.forEach((partition, position) -> {
                PartitionProgress progress = partitions.get(partition);
                if (progress != null) {
                    progress.saved(position.offset());
                }
            });
        } finally {
            lock.unlock();
        }
    }

    /** Partitions are somebody else's now: what of them is ready goes, what is handed out counts until it comes back. */
    void lose(Collection<TopicPartition> gone) {
        lock.lock();
        try {
            for (TopicPartition partition : gone) {
                PartitionProgress progress = partitions.remove(partition);
                if (progress != null) {
                    progress.lose();
                }
            }
            int before = ready.size() + again.size();
            ready.removeIf(delivery -> delivery.progress().isLost());
            again.removeIf(delivery -> delivery.progress().isLost());
            held -= before - ready.size() - again.size();
            freed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whoever takes messages is told of this from now on. */
    void fail(ConnectorException reason) {
        lock.lock();
        try {
            failure = reason;
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing comes any more, or null. */
    ConnectorException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }
}
