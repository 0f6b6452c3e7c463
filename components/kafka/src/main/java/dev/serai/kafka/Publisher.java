/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.Confirmation;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.OutgoingMessage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Sends messages in the order of the calls. The client blocks while it looks for a topic and while its buffer is full, so it
 * is given messages on a thread of its own, and on a caller's only when the caller says that it may wait. Thread-safe.
 */
final class Publisher implements AutoCloseable {

    /** How long the last messages may take when the connector is disconnected. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final OutgoingRecords records;
    private final KafkaFailures failures;
    private final long patienceNanos;
    private final Executor confirmations;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>();

    /** How many messages the thread was given and did not give to the client yet. */
    private final AtomicInteger queued = new AtomicInteger();

    private final Thread thread;

    private volatile boolean closed;

    /** @param patience how long a message may wait for its turn */
    Publisher(
            Producer<byte[], byte[]> producer,
            OutgoingRecords records,
            KafkaFailures failures,
            Duration patience,
            ClientThreads threads) {
        this.producer = producer;
        this.records = records;
        this.failures = failures;
        this.patienceNanos = patience.toNanos();
        this.confirmations = threads.confirmations();
        this.thread = threads.start("sender", this::sendAll);
    }

    CompletableFuture<Map<String, Object>> publish(OutgoingMessage message, Caller caller) {
        CompletableFuture<Map<String, Object>> told = new CompletableFuture<>();
        take(
                new Waiting(
                        message,
                        caller,
                        deadline(),
                        (confirmed, failure) -> confirmations.execute(() -> {
                            if (failure == null) {
                                told.complete(told(message, confirmed));
                            } else {
                                told.completeExceptionally(failure);
                            }
                        })),
                false);
        return told;
    }

    /** @param confirmation is told on the client's own thread */
    void send(OutgoingMessage message, Caller caller, boolean patient, Confirmation confirmation) {
        take(
                new Waiting(message, caller, deadline(), (confirmed, failure) -> {
                    if (failure == null) {
                        confirmation.confirmed();
                    } else {
                        confirmation.failed(failure);
                    }
                }),
                patient);
    }

    private long deadline() {
        return System.nanoTime() + patienceNanos;
    }

    /** A thread that may wait gives the client its message itself, unless there are others that it would overtake. */
    private void take(Waiting one, boolean patient) {
        Duration delay = one.message.delay();
        if (delay != null && !delay.isZero()) {
            one.fail(one.caller
                    .failure(
                            MessagingErrors.NOT_SUPPORTED,
                            "Kafka has no delay: a message can be received as soon as it is published. Leave 'delay'"
                                    + " out, or delay the route.")
                    .neverSent()
                    .build());
        } else if (patient && !closed && queued.get() == 0) {
            send(one);
        } else {
            queued.incrementAndGet();
            waiting.add(one);
            if (closed) {
                // The thread may have gone before it saw this one.
                refuseAll();
            }
        }
    }

    private void sendAll() {
        try {
            while (!closed) {
                Waiting next = waiting.take();
                try {
                    send(next);
                } finally {
                    queued.decrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            // The connector is disconnected.
        }
        refuseAll();
    }

    private void send(Waiting next) {
        try {
            if (next.deadline - System.nanoTime() < 0) {
                throw failures.unreachable(next.caller, null);
            }
            Future<?> unused = producer.send(
                    records.of(next.message, next.caller), (confirmed, failure) -> confirm(next, confirmed, failure));
        } catch (ConnectorException e) {
            next.fail(e);
        } catch (RuntimeException e) {
            next.fail(closed ? next.caller.notConnected() : failures.sending(next.caller, e, false));
        }
    }

    private void confirm(Waiting one, RecordMetadata confirmed, Exception failure) {
        if (failure == null) {
            one.answer.accept(confirmed, null);
            return;
        }
        records.doubt(one.message);
        boolean handedOver = confirmed != null && confirmed.partition() >= 0;
        one.fail(failures.sending(one.caller, failure, handedOver));
    }

    private static Map<String, Object> told(OutgoingMessage message, RecordMetadata confirmed) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("messageId", message.id());
        told.put("destination", confirmed.topic());
        told.put("partition", confirmed.partition());
        if (confirmed.hasOffset()) {
            told.put("offset", confirmed.offset());
        }
        return told;
    }

    private void refuseAll() {
        for (Waiting one = waiting.poll(); one != null; one = waiting.poll()) {
            queued.decrementAndGet();
            one.fail(one.caller.notConnected());
        }
    }

    /** Waits for what the client has; what it has not is refused. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        producer.close(CLOSING);
        refuseAll();
    }

    /** @param answer is given what the broker says, or a failure */
    private record Waiting(
            OutgoingMessage message,
            Caller caller,
            long deadline,
            BiConsumer<RecordMetadata, ConnectorException> answer) {

        private void fail(ConnectorException failure) {
            answer.accept(null, failure);
        }
    }
}
