/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.ConnectorException;
import dev.serai.messaging.Backlog;
import dev.serai.messaging.Confirmation;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.OutgoingMessage;
import dev.serai.messaging.Receiver;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Receives from one topic as a member of a group.
 *
 * <p>A message that is rejected and shall come again is handed out again from memory. To go back in the partition instead
 * would bring again all that stands behind it, also what is done or under way. Nothing is lost by it: the group's position
 * stays below the message until it is done with, so that after a crash it comes from the topic. Kafka has no rules for
 * messages that shall not come again, which are done with therefore.
 */
final class KafkaReceiver implements Receiver {

    /** How long the thread of the client may take to end. */
    private static final Duration ENDING = Duration.ofSeconds(15);

    private final String group;
    private final Deliveries deliveries;
    private final Positions positions;
    private final ConsumerLoop loop;
    private final Thread thread;
    private final Consumer<KafkaReceiver> whenClosed;

    /** @param whenClosed is told once this is closed */
    KafkaReceiver(
            String group,
            Deliveries deliveries,
            Positions positions,
            ConsumerLoop loop,
            ClientThreads threads,
            Consumer<KafkaReceiver> whenClosed) {
        this.group = group;
        this.deliveries = deliveries;
        this.positions = positions;
        this.loop = loop;
        this.whenClosed = whenClosed;
        this.thread = threads.start("receiver", loop);
    }

    @Override
    public List<IncomingMessage> poll(int max, Duration wait) throws InterruptedException {
        return deliveries.take(max, wait);
    }

    @Override
    public void acknowledge(IncomingMessage message) {
        deliveries.done((Delivery) message.handle());
    }

    @Override
    public void reject(IncomingMessage message, boolean requeue) {
        if (requeue) {
            deliveries.again((Delivery) message.handle());
        } else {
            deliveries.done((Delivery) message.handle());
        }
    }

    @Override
    public boolean holds(IncomingMessage message) {
        return !((Delivery) message.handle()).progress().isLost();
    }

    /** Waits until the broker has the positions; what was not saved because it failed is with the next call. */
    @Override
    public void settle() {
        if (deliveries.reached().isEmpty()) {
            return;
        }
        try {
            loop.settle().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ConnectorException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void settleWith(IncomingMessage message, OutgoingMessage output, Confirmation confirmation) {
        if (positions.settleWith(message, output, confirmation)) {
            loop.wake();
        }
    }

    @Override
    public void settleNoMore() {
        if (positions.settleNoMore()) {
            loop.wake();
        }
    }

    @Override
    public Optional<Backlog> backlog() {
        Map<String, Long> parts = new LinkedHashMap<>();
        loop.lag().forEach((partition, lag) -> parts.put("partition " + partition, lag));
        return Optional.of(new Backlog(group, parts));
    }

    @Override
    public void close() {
        loop.end();
        try {
            thread.join(ENDING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            whenClosed.accept(this);
        }
    }
}
