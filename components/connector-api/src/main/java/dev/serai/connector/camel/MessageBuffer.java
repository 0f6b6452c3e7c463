/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.ExecutionResult;
import dev.serai.connector.MessageQueue;
import dev.serai.connector.Overflow;
import java.util.concurrent.Flow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of one subscription that wait for the route. One thread takes them; the subscription gives them from any.
 */
final class MessageBuffer implements Flow.Subscriber<ExecutionResult> {

    private static final Logger LOG = LoggerFactory.getLogger(MessageBuffer.class);

    private final Reception reception;
    private final MessageQueue<ExecutionResult> messages;

    private Flow.Subscription subscription;
    private boolean ended;
    private Throwable failure;
    private long received;
    private int takenSinceRequest;

    MessageBuffer(Reception reception) {
        this.reception = reception;
        // Whoever sends more than was requested must not fill the memory.
        boolean waiting = reception.overflow() == Overflow.WAIT;
        this.messages = new MessageQueue<>(
                reception.buffer(), waiting ? Overflow.DROP_OLDEST : reception.overflow(), this::dropping);
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
            given.request(reception.overflow() == Overflow.WAIT ? reception.buffer() : Long.MAX_VALUE);
        }
    }

    @Override
    public synchronized void onNext(ExecutionResult message) {
        if (ended) {
            return;
        }
        received++;
        messages.add(message);
        notifyAll();
    }

    private void dropping(long dropped) {
        LOG.warn(
                "{} sends faster than the route works: {} of {} messages were dropped, by overflow={}.",
                reception.source(),
                dropped,
                received,
                reception.overflow().option());
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
            while (messages.size() == 0 && !ended) {
                wait();
            }
            message = messages.poll();
            if (message == null) {
                return null;
            }
            wanted = wanted();
        }
        if (wanted > 0) {
            subscription.request(wanted);
        }
        return message;
    }

    /** Asks for more when half of the buffer is free: each request may be a change of thread. */
    private int wanted() {
        if (ended || reception.overflow() != Overflow.WAIT || ++takenSinceRequest < halfBuffer()) {
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
