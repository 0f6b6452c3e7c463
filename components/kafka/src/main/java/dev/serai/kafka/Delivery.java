/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import dev.serai.messaging.IncomingMessage;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record on its way from the client to being done with. Guarded by {@link Deliveries}. */
final class Delivery {

    private final PartitionProgress progress;
    private final long place;
    private final long offset;
    private final long lag;
    private ConsumerRecord<byte[], byte[]> received;
    private boolean handedOut;
    private boolean away;

    /** @param place among all of the receiver's, in the order in which they come */
    Delivery(PartitionProgress progress, long place, ConsumerRecord<byte[], byte[]> received, long lag) {
        this.progress = progress;
        this.place = place;
        this.offset = received.offset();
        this.received = received;
        this.lag = lag;
    }

    PartitionProgress progress() {
        return progress;
    }

    long place() {
        return place;
    }

    long offset() {
        return offset;
    }

    IncomingMessage handOut() {
        IncomingMessage message = Records.message(received, handedOut, lag, this);
        handedOut = true;
        away = true;
        return message;
    }

    /** Whoever it was handed out to is done with it, or gives it back; false when that was said before. */
    boolean comeBack() {
        boolean was = away;
        away = false;
        return was;
    }

    boolean isAway() {
        return away;
    }

    /** Whether it is done with: then nothing of it is kept but its place. */
    boolean isDone() {
        return received == null;
    }

    void done() {
        received = null;
    }
}
