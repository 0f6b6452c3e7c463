/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import dev.serai.testkit.RabbitMqServer;
import java.io.IOException;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What one would write by hand: what comes is changed and published at once, and all messages up to the first whose result
 * is not confirmed yet are acknowledged together.
 */
final class RabbitMqLoop {

    private static final int ACKNOWLEDGED_TOGETHER = RabbitMqStream.PREFETCH / 4;

    private static final long PATIENCE_MILLIS = 30_000;

    private final Connection receiving;
    private final Connection sending;
    private final Channel source;
    private final Channel sink;
    private final String destination;
    private final Work work;

    /** The tags of what is published and not confirmed, by the numbers of publishing. */
    private final ConcurrentNavigableMap<Long, Long> open = new ConcurrentSkipListMap<>();

    private volatile long acknowledged;
    private volatile long handled;

    private RabbitMqLoop(RabbitMqServer server, String destination, Work work) throws Exception {
        this.receiving = RabbitMqQueues.connect(server);
        this.sending = RabbitMqQueues.connect(server);
        this.source = receiving.createChannel();
        this.sink = sending.createChannel();
        this.destination = destination;
        this.work = work;
    }

    static AutoCloseable start(RabbitMqServer server, String source, String destination, Work work) throws Exception {
        RabbitMqLoop loop = new RabbitMqLoop(server, destination, work);
        loop.run(source);
        return loop::close;
    }

    private void run(String queue) throws IOException {
        sink.confirmSelect();
        sink.addConfirmListener(this::confirm, (number, multiple) -> {
            throw new IOException("The broker did not take a message.");
        });
        source.basicQos(RabbitMqStream.PREFETCH);
        source.basicConsume(queue, false, (consumer, delivery) -> handle(delivery), consumer -> {});
    }

    private void handle(Delivery delivery) throws IOException {
        BasicProperties properties = delivery.getProperties();
        byte[] changed = work.change(delivery.getBody());
        long tag = delivery.getEnvelope().getDeliveryTag();
        open.put(sink.getNextPublishSeqNo(), tag);
        handled = tag;
        sink.basicPublish("", destination, true, properties, changed);
    }

    /** Always on the thread of the connection that sends. */
    private void confirm(long number, boolean multiple) throws IOException {
        if (multiple) {
            open.headMap(number, true).clear();
        } else {
            open.remove(number);
        }
        // Before the look at what is open, to which the other thread adds.
        long last = handled;
        var first = open.firstEntry();
        long done = first == null ? last : first.getValue() - 1;
        if (done - acknowledged >= ACKNOWLEDGED_TOGETHER || (first == null && done > acknowledged)) {
            acknowledged = done;
            source.basicAck(done, true);
        }
    }

    private void close() throws Exception {
        boolean all = sink.waitForConfirms(PATIENCE_MILLIS);
        if (all && handled > acknowledged) {
            source.basicAck(handled, true);
        }
        sending.close();
        receiving.close();
    }
}
