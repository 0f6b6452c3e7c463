/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import jakarta.mail.MessagingException;
import jakarta.mail.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections to one server. One that a call is done with is kept for the next, which asks the server first whether it
 * is still there; one that a call failed on is closed. Thread-safe.
 */
final class Connections<S extends Service> {

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final ServerOpening<S> opening;
    private final long idleNanos;
    private final Deque<Idle<S>> idle = new ArrayDeque<>();
    private boolean closed;

    Connections(ServerOpening<S> opening, Duration idleTimeout) {
        this.opening = opening;
        this.idleNanos = idleTimeout.toNanos();
    }

    ServerOpening<S> opening() {
        return opening;
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Use<S, T> {
        T with(S connection) throws MessagingException, IOException;
    }

    /** Does something with a connection that answers. What goes wrong comes back as a connector's failure. */
    <T> T use(Caller caller, Use<S, T> use) {
        S connection = take(caller);
        boolean good = false;
        try {
            T result = use.with(connection);
            good = true;
            return result;
        } catch (MessagingException | IOException e) {
            throw opening.failures().calling(caller, e);
        } finally {
            if (good) {
                giveBack(connection);
            } else {
                close(connection);
            }
        }
    }

    private S take(Caller caller) {
        for (Idle<S> one = nextIdle(); one != null; one = nextIdle()) {
            // Asks the server: a connection that was lost while nobody used it must not be what a message is sent on.
            if (System.nanoTime() - one.since < idleNanos && one.connection.isConnected()) {
                return one.connection;
            }
            close(one.connection);
        }
        return opening.open(caller);
    }

    private synchronized Idle<S> nextIdle() {
        return idle.pollFirst();
    }

    private void giveBack(S connection) {
        synchronized (this) {
            if (!closed) {
                idle.addFirst(new Idle<>(connection, System.nanoTime()));
                return;
            }
        }
        close(connection);
    }

    private static void close(Service connection) {
        try {
            connection.close();
        } catch (MessagingException e) {
            LOG.debug("A connection was not closed in good order.", e);
        }
    }

    /** Closes those that nobody uses; the others close when they come back. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        for (Idle<S> one = nextIdle(); one != null; one = nextIdle()) {
            close(one.connection);
        }
    }

    private record Idle<S>(S connection, long since) {}
}
