/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.messaging;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Receives from one source. {@link #poll}, {@link #settle} and {@link #close} are called by one thread at a time, not always
 * the same; {@link #acknowledge} and {@link #reject} by any. Failures are {@link dev.serai.connector.ConnectorException}s; after one that is
 * recoverable, a new receiver goes on where this one was: with the first message that was not settled.
 */
public interface Receiver extends AutoCloseable {

    /**
     * Takes what is there. Messages of the same key come in the order in which they were sent, as far as the broker keeps
     * it. No more are held for the caller than the subscription's buffer, those not settled among them.
     *
     * @param max how many at most; 0 while the caller can take no more, so that the broker sees that it is still there
     * @param wait for the first of them
     * @return empty when none came in time
     */
    List<IncomingMessage> poll(int max, Duration wait) throws InterruptedException;

    /** A message is done with, and not to come again. The broker knows of it after the next {@link #settle} at the latest. */
    void acknowledge(IncomingMessage message);

    /**
     * A message is not done with.
     *
     * @param requeue whether it comes again; if not, the broker does with it what it has rules for, or drops it
     */
    void reject(IncomingMessage message, boolean requeue);

    /**
     * Whether a message that was handed out is still this receiver's. When it is not, another receiver is given it, so that
     * it is not to be worked on here any more. Never waits.
     */
    default boolean holds(IncomingMessage message) {
        return true;
    }

    /** Tells the broker what was acknowledged and rejected until now. */
    void settle();

    /**
     * Settles a message together with what is sent for it, in one change of the broker: it keeps both or neither. Only for a
     * subscription that asks for {@link MessagingOperations#EXACTLY_ONCE}. Never waits. The message need not be acknowledged
     * any more.
     *
     * @param confirmation is told once the broker keeps both, and also when the message is another receiver's by now or was
     *     settled before, and nothing was sent
     */
    default void settleWith(IncomingMessage message, OutgoingMessage output, Confirmation confirmation) {
        throw new UnsupportedOperationException("Messages are settled alone here.");
    }

    /**
     * No other message that was handed out will be settled: those whose {@link #settleWith} has to wait for one fail, now and
     * from now on.
     */
    default void settleNoMore() {}

    /** What waits, as far as it is known without a question; empty where the broker does not tell. Of any thread. */
    default Optional<Backlog> backlog() {
        return Optional.empty();
    }

    /** Settles what was acknowledged and gives back the rest. */
    @Override
    void close();
}
