/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.ExecutionResult;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one subscription that wait for the route. One thread takes them; the subscription gives them from any.
 */
final class MessageBuffer implements Flow.Subscriber<ExecutionResult> {

    private static final Logger LOG = LoggerFactory.getLogger(MessageBuffer.class);

    private final Reception reception;
    private final Deque<ExecutionResult> messages = new ArrayDeque<>();

    private Flow.Subscription subscription;
    private boolean ended;
    private Throwable failure;
    private long received;
    private long dropped;
    private int takenSinceRequest;

    MessageBuffer(Reception reception) {
        this.reception = reception;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        synchronized (this) {
            if (!ended) {
                subscription = given;
            }
        }
        if (subscription == null) {
            given.cancel();
        } else {
            given.request(reception.overflow() == Reception.Overflow.WAIT ? reception.buffer() : Long.MAX_VALUE);
        }
    }

    @Override
    public synchronized void onNext(ExecutionResult message) {
        if (ended) {
            return;
        }
        received++;
        if (messages.size() >= reception.buffer() && !makesRoom()) {
            return;
        }
        messages.add(message);
        notifyAll();
    }

    /** Gives whether the new message may come in. */
    private boolean makesRoom() {
        dropped++;
        // Each doubling is a line, so that neither the first drop nor a flood of them goes unseen or fills the log.
        if (Long.bitCount(dropped) == 1) {
            LOG.warn(
                    "{} sends faster than the route works: {} of {} messages were dropped, by overflow={}.",
                    reception.source(),
                    dropped,
                    received,
                    reception.overflow().option());
        }
        if (reception.overflow() == Reception.Overflow.DROP_NEWEST) {
            return false;
        }
        messages.remove();
        return true;
    }

    @Override
    public void onError(Throwable reason) {
        end(reason);
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private synchronized void end(Throwable reason) {
        if (!ended) {
            ended = true;
            failure = reason;
            notifyAll();
        }
    }

    /** Ends the subscription. What came before can still be taken. */
    void cancel() {
        Flow.Subscription given;
        synchronized (this) {
            given = ended ? null : subscription;
            end(null);
        }
        if (given != null) {
            given.cancel();
        }
    }

    /** Waits for the next message; null when the subscription has ended and all that came was taken. */
    ExecutionResult take() throws InterruptedException {
        ExecutionResult message;
        int wanted;
        synchronized (this) {
            while (messages.isEmpty() && !ended) {
                wait();
            }
            if (messages.isEmpty()) {
                return null;
            }
            message = messages.remove();
            wanted = wanted();
        }
        if (wanted > 0) {
            subscription.request(wanted);
        }
        return message;
    }

    /** Asks for more when half of the buffer is free: each request may be a change of thread. */
    private int wanted() {
        if (ended || reception.overflow() != Reception.Overflow.WAIT || ++takenSinceRequest < halfBuffer()) {
            return 0;
        }
        int wanted = takenSinceRequest;
        takenSinceRequest = 0;
        return wanted;
    }

    private int halfBuffer() {
        return (reception.buffer() + 1) / 2;
    }

    synchronized int size() {
        return messages.size();
    }

    /** How many messages came, with those that were dropped. */
    synchronized long received() {
        return received;
    }

    /** Why the subscription ended; null when it ended regularly or was cancelled. */
    synchronized Throwable failure() {
        return failure;
    }
}
