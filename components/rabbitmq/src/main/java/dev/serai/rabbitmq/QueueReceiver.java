/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.CancelCallback;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConsumerShutdownSignalCallback;
import com.rabbitmq.client.DeliverCallback;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.LongString;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.messaging.IncomingMessage;
import dev.serai.messaging.MessagingErrors;
import dev.serai.messaging.Receiver;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives from a queue over a channel of its own. The broker sends so many messages ahead as the buffer holds, and sends more
 * when it is told that some are done with; so it is told of each quarter of the buffer.
 */
final class QueueReceiver implements Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(QueueReceiver.class);

    /** AMQP has two bytes for it. */
    private static final int LARGEST_PREFETCH = 65_535;

    private final String queue;
    private final String keyHeader;
    private final Caller caller;
    private final Channel channel;
    private final int tellAfter;
    private final BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
    private final TreeSet<Long> unsettled = new TreeSet<>();
    private final TreeSet<Long> done = new TreeSet<>();
    private volatile ConnectorException failure;

    /** @param channel closed with the receiver */
    QueueReceiver(String queue, int buffer, String keyHeader, Channel channel, Caller caller) {
        this.queue = queue;
        this.keyHeader = keyHeader;
        this.caller = caller;
        this.channel = channel;
        int prefetch = Math.min(buffer, LARGEST_PREFETCH);
        this.tellAfter = Math.max(1, prefetch / 4);
        try {
            channel.basicQos(prefetch);
            String unused = channel.basicConsume(queue, false, onDelivery(), onCancel(), onShutdown());
        } catch (IOException | RuntimeException e) {
            RabbitMqConnections.closeQuietly(channel);
            throw RabbitMqFailures.calling(caller, "Nothing can be received from the queue '" + queue + "'", e);
        }
    }

    private DeliverCallback onDelivery() {
        return (tag, delivery) -> arrived.add(delivery);
    }

    private CancelCallback onCancel() {
        return tag -> failure = caller.failure(
                        MessagingErrors.NOT_FOUND,
                        "The broker sends nothing more from the queue '" + queue
                                + "': it was deleted, or its node is away.")
                .build();
    }

    private ConsumerShutdownSignalCallback onShutdown() {
        return (tag, closed) -> {
            if (!closed.isInitiatedByApplication()) {
                failure = RabbitMqFailures.calling(caller, "The queue '" + queue + "' was lost", closed);
            }
        };
    }

    @Override
    public List<IncomingMessage> poll(int max, Duration wait) throws InterruptedException {
        requireAlive();
        settle();
        List<Delivery> taken = new ArrayList<>();
        if (max > 0) {
            Delivery first = arrived.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
            if (first != null) {
                taken.add(first);
                arrived.drainTo(taken, max - 1);
            }
        }
        requireAlive();
        synchronized (channel) {
            taken.forEach(delivery -> unsettled.add(delivery.getEnvelope().getDeliveryTag()));
        }
        return taken.stream().map(this::message).toList();
    }

    private void requireAlive() {
        ConnectorException seen = failure;
        if (seen != null) {
            throw seen;
        }
    }

    private IncomingMessage message(Delivery delivery) {
        BasicProperties properties = delivery.getProperties();
        Map<String, Object> headers = new LinkedHashMap<>();
        if (properties.getHeaders() != null) {
            properties.getHeaders().forEach((name, value) -> headers.put(name, plain(value)));
        }
        Object key = headers.remove(keyHeader);
        return new IncomingMessage(
                queue,
                key == null ? null : key.toString(),
                delivery.getBody(),
                properties.getContentType(),
                headers,
                properties.getMessageId(),
                properties.getTimestamp() == null
                        ? null
                        : properties.getTimestamp().toInstant(),
                delivery.getEnvelope().isRedeliver(),
                metadata(delivery, headers),
                delivery.getEnvelope().getDeliveryTag());
    }

    /** None has the name of an input of 'publish', which would take it. */
    private static Map<String, Object> metadata(Delivery delivery, Map<String, Object> headers) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("fromExchange", delivery.getEnvelope().getExchange());
        metadata.put("fromRoutingKey", delivery.getEnvelope().getRoutingKey());
        put(metadata, "deliveryCount", headers.get("x-delivery-count"));
        put(metadata, "correlationId", delivery.getProperties().getCorrelationId());
        put(metadata, "replyTo", delivery.getProperties().getReplyTo());
        put(metadata, "messageType", delivery.getProperties().getType());
        put(metadata, "messagePriority", delivery.getProperties().getPriority());
        return metadata;
    }

    private static void put(Map<String, Object> metadata, String name, Object value) {
        if (value != null) {
            metadata.put(name, value);
        }
    }

    private static Object plain(Object value) {
        if (value instanceof LongString text) {
            return text.toString();
        }
        if (value instanceof List<?> items) {
            return items.stream().map(QueueReceiver::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> copy.put(String.valueOf(name), plain(item)));
            return copy;
        }
        return value;
    }

    @Override
    public void acknowledge(IncomingMessage message) {
        synchronized (channel) {
            done.add((Long) message.handle());
            if (done.size() < tellAfter) {
                return;
            }
        }
        settle();
    }

    @Override
    public void reject(IncomingMessage message, boolean requeue) {
        Long tag = (Long) message.handle();
        synchronized (channel) {
            unsettled.remove(tag);
            tell(() -> channel.basicReject(tag, requeue));
        }
    }

    /** All up to the first that is not done with are one frame; the others one each. */
    @Override
    public void settle() {
        synchronized (channel) {
            Long last = null;
            while (!unsettled.isEmpty() && done.remove(unsettled.first())) {
                last = unsettled.pollFirst();
            }
            if (last != null) {
                long upTo = last;
                tell(() -> channel.basicAck(upTo, true));
            }
            for (Long tag : done) {
                unsettled.remove(tag);
                tell(() -> channel.basicAck(tag, false));
            }
            done.clear();
        }
    }

    private void tell(Telling telling) {
        try {
            if (channel.isOpen()) {
                telling.tell();
            }
        } catch (IOException | RuntimeException e) {
            // What the broker was not told of comes again; the next poll says why.
            LOG.debug("The queue {} could not be told", queue, e);
        }
    }

    @Override
    public void close() {
        settle();
        synchronized (channel) {
            RabbitMqConnections.closeQuietly(channel);
        }
    }

    @FunctionalInterface
    private interface Telling {
        void tell() throws IOException;
    }
}
