/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.Confirmation;
import dev.serai.messaging.MessagingErrors;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends messages over one channel, in the order of the calls, and completes each when the broker has confirmed it. Thread-safe:
 * the channel belongs to one thread at a time.
 */
final class ConfirmedPublishing {

    private final RabbitMqConnections connections;
    private final Duration timeout;
    private final Executor sender;
    private final Executor completing;

    /** How many messages the sender was given and did not send yet. */
    private final AtomicInteger queued = new AtomicInteger();

    private Sending current;

    /**
     * @param sender runs one task after another
     * @param completing runs what waits for confirms
     */
    ConfirmedPublishing(RabbitMqConnections connections, Duration timeout, Executor sender, Executor completing) {
        this.connections = connections;
        this.timeout = timeout;
        this.sender = sender;
        this.completing = completing;
    }

    /**
     * A message as it goes over the wire.
     *
     * @param before what is done on the sending thread first
     */
    record Parcel(
            String exchange,
            String routingKey,
            BasicProperties properties,
            byte[] body,
            Caller caller,
            Runnable before,
            CompletableFuture<Map<String, Object>> confirmed) {

        private boolean is(String returnedExchange, String returnedKey, String id) {
            return exchange.equals(returnedExchange)
                    && routingKey.equals(returnedKey)
                    && properties.getMessageId().equals(id);
        }

        private void fail(ConnectorException failure) {
            confirmed.completeExceptionally(failure);
        }
    }

    CompletableFuture<Map<String, Object>> publish(Parcel parcel) {
        if (!enqueue(parcel)) {
            throw parcel.caller.notConnected();
        }
        return confirmedInTime(parcel).handleAsync((answer, failure) -> answer(parcel, answer, failure), completing);
    }

    /**
     * The confirmation is told on the thread of the connection.
     *
     * @param patient whether this thread may be held up; it sends the message itself then, unless there are others that it
     *     would overtake
     */
    void send(Parcel parcel, boolean patient, Confirmation confirmation) {
        CompletableFuture<?> unused = confirmedInTime(parcel).whenComplete((answer, failure) -> {
            if (failure == null) {
                confirmation.confirmed();
            } else {
                confirmation.failed(failure(parcel, failure));
            }
        });
        if (patient && queued.get() == 0) {
            send(parcel);
        } else if (!enqueue(parcel)) {
            parcel.fail(parcel.caller.notConnected());
        }
    }

    private CompletableFuture<Map<String, Object>> confirmedInTime(Parcel parcel) {
        return parcel.confirmed.orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives false when the connector is disconnected. */
    private boolean enqueue(Parcel parcel) {
        queued.incrementAndGet();
        try {
            sender.execute(() -> {
                try {
                    send(parcel);
                } finally {
                    queued.decrementAndGet();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            queued.decrementAndGet();
            return false;
        }
    }

    private Map<String, Object> answer(Parcel parcel, Map<String, Object> answer, Throwable failure) {
        if (failure != null) {
            throw failure(parcel, failure);
        }
        return answer;
    }

    private ConnectorException failure(Parcel parcel, Throwable failure) {
        if (failure instanceof TimeoutException) {
            return parcel.caller
                    .failure(
                            MessagingErrors.TIMEOUT,
                            "The broker did not confirm the message within 'requestTimeout', " + timeout.toMillis()
                                    + " ms. Whether it has it is not known.")
                    .cause(failure)
                    .build();
        }
        return failure instanceof ConnectorException known
                ? known
                : RabbitMqFailures.calling(parcel.caller, "The message was not confirmed", new IOException(failure));
    }

    private void send(Parcel parcel) {
        if (parcel.confirmed.isDone()) {
            // It waited for too long; who sent it knows it as failed.
            return;
        }
        try {
            parcel.before.run();
            synchronized (this) {
                open(parcel.caller).send(parcel);
            }
        } catch (ConnectorException e) {
            parcel.fail(e);
        } catch (RuntimeException e) {
            parcel.fail(RabbitMqFailures.calling(parcel.caller, "The message could not be sent", e));
        }
    }

    private Sending open(Caller caller) {
        if (current == null || !current.channel.isOpen()) {
            Channel channel = connections.sending(caller);
            try {
                current = new Sending(channel);
            } catch (IOException | RuntimeException e) {
                RabbitMqConnections.closeQuietly(channel);
                throw RabbitMqFailures.calling(caller, "The broker does not confirm", e);
            }
        }
        return current;
    }

    /** One channel, and what was sent over it and not confirmed yet. */
    private static final class Sending {
        private final Channel channel;
        private final ConcurrentNavigableMap<Long, Parcel> open = new ConcurrentSkipListMap<>();

        private Sending(Channel channel) throws IOException {
            this.channel = channel;
            channel.confirmSelect();
            channel.addReturnListener(returned -> giveBack(
                    returned.getReplyCode(),
                    returned.getReplyText(),
                    returned.getExchange(),
                    returned.getRoutingKey(),
                    returned.getProperties().getMessageId()));
            channel.addConfirmListener(
                    (number, multiple) -> take(number, multiple).forEach(Sending::confirm),
                    (number, multiple) -> take(number, multiple).forEach(Sending::refuse));
            channel.addShutdownListener(this::lost);
        }

        private void send(Parcel parcel) {
            long number = channel.getNextPublishSeqNo();
            open.put(number, parcel);
            try {
                channel.basicPublish(parcel.exchange, parcel.routingKey, true, parcel.properties, parcel.body);
            } catch (IOException | RuntimeException e) {
                open.remove(number);
                parcel.fail(
                        RabbitMqFailures.calling(parcel.caller, "The connection broke while the message was sent", e));
                return;
            }
            if (!channel.isOpen() && open.remove(number) != null) {
                // The channel was closed before it could be told of this message.
                parcel.fail(lostMessage(parcel, "the connection broke", null));
            }
        }

        private List<Parcel> take(long number, boolean multiple) {
            if (!multiple) {
                Parcel one = open.remove(number);
                return one == null ? List.of() : List.of(one);
            }
            ConcurrentNavigableMap<Long, Parcel> all = open.headMap(number, true);
            List<Parcel> taken = new ArrayList<>(all.values());
            all.clear();
            return taken;
        }

        /** A message that nobody gets is sent back before it is confirmed. */
        private void giveBack(int code, String text, String exchange, String routingKey, String id) {
            for (Parcel parcel : open.values()) {
                if (parcel.is(exchange, routingKey, id)) {
                    parcel.fail(RabbitMqFailures.returned(parcel.caller, code, text, exchange, routingKey));
                }
            }
        }

        private static void confirm(Parcel parcel) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("messageId", parcel.properties.getMessageId());
            answer.put("destination", parcel.routingKey);
            answer.put("exchange", parcel.exchange);
            parcel.confirmed.complete(answer);
        }

        private static void refuse(Parcel parcel) {
            parcel.fail(parcel.caller
                    .failure(
                            MessagingErrors.NOT_TAKEN,
                            "The broker did not take the message to '" + parcel.routingKey
                                    + "': a queue is full, or has failed.")
                    .build());
        }

        private void lost(ShutdownSignalException closed) {
            open.values().forEach(parcel -> parcel.fail(failure(parcel, closed)));
            open.clear();
        }

        /** A channel is closed because of one message; of the others nobody knows whether the broker has them. */
        private static ConnectorException failure(Parcel parcel, ShutdownSignalException closed) {
            String reason = RabbitMqFailures.reason(closed);
            if (!closed.isHardError() && reason.contains("no exchange '" + parcel.exchange + "'")) {
                return parcel.caller
                        .failure(
                                MessagingErrors.NOT_FOUND,
                                "There is no exchange '" + parcel.exchange + "' in the virtual host. Declare it.")
                        .build();
            }
            if (!closed.isHardError() && reason.contains("message size " + parcel.body.length + " ")) {
                return parcel.caller
                        .failure(MessagingErrors.TOO_LARGE, "The broker refused the message: " + reason + ".")
                        .build();
            }
            if (!closed.isHardError() && reason.startsWith("ACCESS_REFUSED")) {
                return parcel.caller
                        .failure(MessagingErrors.ACCESS_REFUSED, "The broker refused the message: " + reason + ".")
                        .build();
            }
            return lostMessage(parcel, reason, closed);
        }

        private static ConnectorException lostMessage(Parcel parcel, String reason, Exception cause) {
            return parcel.caller
                    .failure(
                            MessagingErrors.CONNECTION_LOST,
                            "The message to '" + parcel.routingKey
                                    + "' was not confirmed, so that nobody knows whether the" + " broker has it: "
                                    + reason + ".")
                    .cause(cause)
                    .build();
        }
    }
}
