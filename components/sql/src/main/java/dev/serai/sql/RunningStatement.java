/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import java.sql.SQLException;
import java.util.function.Supplier;

/**
 * What one call runs in the database at the moment, so that it can be ended from outside. A call that is ended before it
 * began does not begin. Thread-safe.
 */
final class RunningStatement {

    private static final ThreadLocal<RunningStatement> OF_THIS_THREAD = new ThreadLocal<>();

    private final Supplier<String> origin;

    private Cancellation cancellation;
    private boolean begun;
    private boolean ended;

    /** @param origin where the call comes from, for people */
    RunningStatement(Supplier<String> origin) {
        this.origin = origin;
    }

    /** The one of the call that runs on this thread; one that nobody ends when there is no call. */
    static RunningStatement current() {
        RunningStatement current = OF_THIS_THREAD.get();
        return current == null ? new RunningStatement(() -> "") : current;
    }

    Supplier<String> origin() {
        return origin;
    }

    /** The same call, whose statements are known here while it runs. */
    <T> Supplier<T> of(Supplier<T> call, Caller caller) {
        return () -> {
            if (!mayBegin()) {
                throw caller.failure(ConnectorErrors.CANCELLED, "The call was cancelled before it began.")
                        .neverSent()
                        .build();
            }
            OF_THIS_THREAD.set(this);
            try {
                return call.get();
            } finally {
                OF_THIS_THREAD.remove();
            }
        };
    }

    /**
     * Something is about to run.
     *
     * @param next ends it
     * @throws SQLException when the call was ended meanwhile
     */
    synchronized void begin(Cancellation next) throws SQLException {
        requireWanted();
        cancellation = next;
    }

    /** It has run; from now on it is not cancelled any more. */
    synchronized void done() {
        cancellation = null;
    }

    /** @throws SQLException when the call was ended */
    synchronized void requireWanted() throws SQLException {
        if (ended) {
            throw new SQLException("The call was cancelled.");
        }
    }

    /** Ends the call: cancels what it runs in the database. Asks the database, so it may take a while. */
    synchronized Void cancel() throws SQLException {
        ended = true;
        if (cancellation != null) {
            cancellation.cancel();
        }
        return null;
    }

    private synchronized boolean mayBegin() {
        begun = true;
        return !ended;
    }

    /**
     * Ends a call that still waits for its turn.
     *
     * @return whether it did; false for one that has begun, which goes on
     */
    synchronized boolean endUnlessBegun() {
        if (begun) {
            return false;
        }
        ended = true;
        return true;
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** Ends what runs in the database. */
    @FunctionalInterface
    interface Cancellation {
        void cancel() throws SQLException;
    }
}
