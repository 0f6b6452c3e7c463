/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.FailureText;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one consumer, which belongs to one thread: it receives while there is room, and asks for nothing but goes on
 * polling while there is none, because a member of a group that does not poll loses its partitions.
 */
final class ConsumerLoop implements Runnable, ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);

    /** How long it waits for messages, or for room. Whoever wants something else wakes it. */
    private static final Duration WAIT = Duration.ofMillis(500);

    /** How often it looks how much waits. */
    private static final long MEASURE_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** How long leaving the group may take. */
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final Deliveries deliveries;
    private final Positions positions;
    private final StartPosition start;
    private final int atOnce;
    private final KafkaFailures failures;
    private final Caller caller;
    private final Queue<CompletableFuture<Void>> settling = new ConcurrentLinkedQueue<>();

    private long measuredAt = System.nanoTime() - MEASURE_NANOS;
    private volatile SortedMap<Integer, Long> lag = new TreeMap<>();
    private volatile boolean closing;
    private volatile boolean ended;

    /** @param atOnce how many messages a poll may bring */
    ConsumerLoop(
            Consumer<byte[], byte[]> consumer,
            Deliveries deliveries,
            Positions positions,
            StartPosition start,
            int atOnce,
            KafkaFailures failures,
            Caller caller) {
        this.consumer = consumer;
        this.deliveries = deliveries;
        this.positions = positions;
        this.start = start;
        this.atOnce = atOnce;
        this.failures = failures;
        this.caller = caller;
    }

    /** Saves what is done, from any thread; completes when it is. */
    CompletableFuture<Void> settle() {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        settling.add(asked);
        wake();
        if (ended) {
            answerSettling(reason());
        }
        return asked;
    }

    /** Ends it, from any thread. */
    void end() {
        closing = true;
        wake();
    }

    /** How many messages are not done with in each partition that it has, as the last fetch told; from any thread. */
    SortedMap<Integer, Long> lag() {
        return lag;
    }

    /** Ends what it waits for, from any thread. */
    void wake() {
        deliveries.stir();
        consumer.wakeup();
    }

    @Override
    public void run() {
        try {
            while (!closing) {
                turn();
            }
        } catch (InterruptException | InterruptedException e) {
            LOG.debug("The consumer of '{}' was interrupted.", caller.connector(), e);
        } catch (RuntimeException e) {
            // The client wraps what its listener throws.
            deliveries.fail(
                    FailureText.find(e, ConnectorException.class).orElseGet(() -> failures.receiving(caller, e)));
        } finally {
            leave();
        }
    }

    private void turn() throws InterruptedException {
        settleAll();
        boolean room = deliveries.hasRoom(atOnce);
        pause(room);
        try {
            ConsumerRecords<byte[], byte[]> received = consumer.poll(room ? WAIT : Duration.ZERO);
            if (!received.isEmpty()) {
                deliveries.add(received, lags(received));
            }
            measure();
        } catch (WakeupException e) {
            // There is something else to do.
        }
        if (!room) {
            deliveries.awaitRoom(atOnce, WAIT);
        }
    }

    private void pause(boolean room) {
        Set<TopicPartition> mine = consumer.assignment();
        Set<TopicPartition> resting = room ? deliveries.tooFarAhead() : mine;
        Set<TopicPartition> paused = consumer.paused();
        if (!paused.equals(resting)) {
            Set<TopicPartition> rested = new HashSet<>(paused);
            rested.removeAll(resting);
            consumer.resume(rested);
            Set<TopicPartition> tired = new HashSet<>(resting);
            tired.retainAll(mine);
            consumer.pause(tired);
        }
    }

    private Map<TopicPartition, Long> lags(ConsumerRecords<byte[], byte[]> received) {
        Map<TopicPartition, Long> lags = new HashMap<>();
        for (TopicPartition partition : received.partitions()) {
            OptionalLong lag = consumer.currentLag(partition);
            if (lag.isPresent()) {
                lags.put(partition, lag.getAsLong());
            }
        }
        return lags;
    }

    private void measure() {
        long now = System.nanoTime();
        if (now - measuredAt < MEASURE_NANOS) {
            return;
        }
        measuredAt = now;
        SortedMap<Integer, Long> measured = new TreeMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            // Where it is known, the position is, so that nobody is asked for it.
            consumer.currentLag(partition).ifPresent(behind -> {
                long position = consumer.position(partition);
                measured.put(partition.partition(), behind + position - deliveries.firstOpen(partition, position));
            });
        }
        lag = measured;
    }

    private void settleAll() {
        if (settling.isEmpty() && !positions.isDue()) {
            return;
        }
        try {
            positions.save(consumer, consumer.assignment());
            answerSettling(null);
        } catch (RebalanceInProgressException e) {
            // The next poll goes on with the change of the group; what is still ours afterwards can be saved then.
            LOG.debug("The group of '{}' is changing.", caller.connector());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            answerSettling(failures.receiving(caller, e));
        }
    }

    /** Does something that is not ended by whoever wants something else, who waits until it is done. */
    static <T> T undisturbed(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (WakeupException e) {
                // It is done from its beginning, which changes nothing.
            }
        }
    }

    private void answerSettling(ConnectorException failure) {
        for (CompletableFuture<Void> asked = settling.poll(); asked != null; asked = settling.poll()) {
            if (failure == null) {
                asked.complete(null);
            } else {
                asked.completeExceptionally(failure);
            }
        }
    }

    /** Why nothing is settled any more. */
    private ConnectorException reason() {
        ConnectorException failure = deliveries.failure();
        return failure == null ? caller.notConnected() : failure;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty() && start.isSought()) {
            seek(new HashSet<>(partitions));
        }
    }

    private void seek(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> saved = undisturbed(() -> consumer.committed(partitions));
        Set<TopicPartition> fresh = new HashSet<>(partitions);
        fresh.removeIf(partition -> saved.get(partition) != null);
        if (fresh.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> sought = undisturbed(() -> start.in(fresh, consumer, caller));
        sought.forEach(consumer::seek);
        Map<TopicPartition, OffsetAndMetadata> begun = new HashMap<>();
        sought.forEach((partition, position) -> begun.put(partition, new OffsetAndMetadata(position)));
        if (!begun.isEmpty()) {
            // Without this a second start would begin somewhere else, and leave out what came meanwhile.
            undisturbed(() -> {
                consumer.commitSync(begun);
                return null;
            });
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            positions.save(consumer, Set.copyOf(partitions));
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warn(
                    "The connector '{}' gave partitions back and could not save how far it was with them, so that messages"
                            + " come again: {}",
                    caller.connector(),
                    failures.receiving(caller, e).getMessage());
        } finally {
            lose(partitions);
        }
    }

    private void lose(Collection<TopicPartition> partitions) {
        deliveries.lose(partitions);
        positions.lost();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        lose(partitions);
    }

    private void leave() {
        try {
            if (closing) {
                settleAll();
            }
            // Gives the partitions back, and so saves what is done.
            undisturbed(() -> {
                consumer.close(LEAVING);
                return null;
            });
        } catch (KafkaException e) {
            LOG.debug("The consumer of '{}' ended with a failure.", caller.connector(), e);
        } finally {
            ended = true;
            ConnectorException reason = reason();
            answerSettling(reason);
            positions.end(reason);
        }
    }
}
