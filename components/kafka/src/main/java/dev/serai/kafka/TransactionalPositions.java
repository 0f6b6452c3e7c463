/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.Confirmation;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.OutgoingMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TransactionAbortedException;

/**
 * Saves positions in one transaction with what was sent for the messages before them: a group that goes on there has the
 * output of each message once.
 *
 * <p>Outputs wait here until all before them in their partition is done, and are sent then. So a transaction is short, however
 * long the routes take and however often they fail, and one that is undone is made again from here, without the routes. The
 * next transaction takes all that became ready during the last.
 */
final class TransactionalPositions implements Positions {

    /** How long a transaction that is under way may take when the connector is disconnected. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Producer<byte[], byte[]> producer;
    private final OutgoingRecords records;
    private final Deliveries deliveries;
    private final KafkaFailures failures;
    private final Caller caller;

    private final Map<Delivery, Output> waiting = new ConcurrentHashMap<>();

    /** Guards itself, and with it what is put among the waiting and what is taken away because of another. */
    private final UndoneOutputs undone;

    private final AtomicBoolean due = new AtomicBoolean();
    private volatile boolean noMore;
    private volatile ConnectorException ended;

    /** @param producer has begun with its transactions, and is closed at the end */
    TransactionalPositions(
            Producer<byte[], byte[]> producer,
            OutgoingRecords records,
            Deliveries deliveries,
            KafkaFailures failures,
            Caller caller) {
        this.producer = producer;
        this.records = records;
        this.deliveries = deliveries;
        this.undone = new UndoneOutputs(deliveries::isOpen);
        this.failures = failures;
        this.caller = caller;
    }

    @Override
    public boolean settleWith(IncomingMessage message, OutgoingMessage output, Confirmation confirmation) {
        Delivery delivery = (Delivery) message.handle();
        if (!deliveries.isOpen(delivery)) {
            confirmation.confirmed();
            return false;
        }
        boolean follows;
        synchronized (undone) {
            follows = undone.mustFollow(message.key(), delivery);
            if (!follows) {
                waiting.put(delivery, new Output(message.key(), output, confirmation));
            }
        }
        if (follows) {
            confirmation.failed(failures.undone(caller));
            return false;
        }
        ConnectorException reason = ended;
        if (reason != null) {
            if (waiting.remove(delivery) != null) {
                confirmation.failed(reason);
            }
            return false;
        }
        return due.compareAndSet(false, true);
    }

    @Override
    public boolean settleNoMore() {
        noMore = true;
        return due.compareAndSet(false, true);
    }

    @Override
    public void lost() {
        due.set(true);
    }

    @Override
    public boolean isDue() {
        return due.get();
    }

    @Override
    public void save(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        due.set(false);
        forgetLost();
        Deliveries.Settled settled = deliveries.settled(partitions, waiting::containsKey);
        if (!settled.positions().isEmpty()) {
            transact(settled, consumer);
        }
        if (noMore) {
            failAll(failures.undone(caller));
        }
    }

    private void forgetLost() {
        List.copyOf(waiting.keySet()).stream()
                .filter(delivery -> !deliveries.isOpen(delivery))
                .forEach(delivery -> waiting.remove(delivery).confirmation.confirmed());
    }

    private void transact(Deliveries.Settled settled, Consumer<byte[], byte[]> consumer) {
        Map<Delivery, Exception> refused = Collections.synchronizedMap(new LinkedHashMap<>());
        KafkaException failure = null;
        try {
            producer.beginTransaction();
            send(settled.messages(), refused);
            if (refused.isEmpty()) {
                producer.sendOffsetsToTransaction(settled.positions(), consumer.groupMetadata());
                producer.commitTransaction();
                committed(settled);
                return;
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            failure = e;
        }
        // It waits until all was told that is to be told of what was sent.
        undo(failure);
        if (failure instanceof CommitFailedException || failure instanceof RebalanceInProgressException) {
            // What was not sent yet failed with it, which says nothing about any output.
            due.set(true);
            throw new RebalanceInProgressException(failure);
        }
        if (refused.isEmpty()) {
            throw failures.receiving(caller, failure);
        }
        refused.forEach(this::refuse);
    }

    private void send(List<Delivery> settled, Map<Delivery, Exception> refused) {
        // What had not left yet when the client refused another fails with that one's very failure: the first is meant.
        Set<Exception> told = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        for (Delivery delivery : settled) {
            if (!refused.isEmpty()) {
                // The client takes nothing more for this transaction.
                return;
            }
            try {
                Future<?> unused =
                        producer.send(records.of(waiting.get(delivery).message, caller), (confirmed, failure) -> {
                            // Those that were only undone with it are sent again.
                            if (failure != null
                                    && !(failure instanceof TransactionAbortedException)
                                    && told.add(failure)) {
                                refused.put(delivery, failure);
                            }
                        });
            } catch (ConnectorException e) {
                refused.put(delivery, e);
            }
        }
    }

    private void committed(Deliveries.Settled settled) {
        settled.messages().forEach(deliveries::done);
        deliveries.saved(settled.positions());
        settled.messages()
                .forEach(delivery -> waiting.remove(delivery).confirmation.confirmed());
    }

    private void undo(KafkaException failure) {
        try {
            producer.abortTransaction();
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            // The latter when it is not known whether it was committed. Whoever comes next waits until the cluster
            // knows.
            throw failures.receiving(caller, failure == null ? e : failure);
        }
    }

    /**
     * An output cannot be sent. Those of its key that came after it fail, too: who keeps their order waits until it knows of
     * all of them, and they wait here for what becomes of this one. Those that came before wait for nothing but others before
     * them.
     */
    private void refuse(Delivery delivery, Exception failure) {
        Output refused = waiting.remove(delivery);
        if (refused == null) {
            return;
        }
        records.doubt(refused.message);
        List<Output> followers = new ArrayList<>();
        synchronized (undone) {
            undone.add(refused.key, delivery);
            waiting.entrySet().removeIf(entry -> {
                boolean follows =
                        entry.getKey().place() > delivery.place() && Objects.equals(entry.getValue().key, refused.key);
                if (follows) {
                    undone.add(refused.key, entry.getKey());
                    followers.add(entry.getValue());
                }
                return follows;
            });
        }
        refused.confirmation.failed(
                failure instanceof ConnectorException known ? known : failures.sending(caller, failure, false));
        ConnectorException reason = failures.undone(caller);
        followers.forEach(output -> output.confirmation.failed(reason));
    }

    @Override
    public void end(ConnectorException reason) {
        ended = reason;
        failAll(reason);
        producer.close(CLOSING);
    }

    private void failAll(ConnectorException reason) {
        List.copyOf(waiting.keySet()).forEach(delivery -> {
            Output output = waiting.remove(delivery);
            if (output != null) {
                output.confirmation.failed(reason);
            }
        });
    }

    /** @param key of the message that it was made of */
    private record Output(String key, OutgoingMessage message, Confirmation confirmation) {}
}
