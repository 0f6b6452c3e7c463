/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.state.EventLog;
import dev.serai.messaging.MessagingErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.IntConsumer;

/**
 * Appends events to a log in the order in which they were published. Those that come while the store writes are written
 * together. Holds no caller's thread. Thread-safe.
 */
final class EventAppender {

    /** Publishers beyond that are refused, so that a slow disk does not fill the memory. */
    private static final int MOST_WAITING = 10_000;

    private static final int MOST_AT_ONCE = 1_000;

    private final EventLog log;
    private final String bus;
    private final Executor writer;
    private final Executor completing;
    private final IntConsumer afterwards;
    private List<Appending> waiting = new ArrayList<>();
    private boolean writing;

    /**
     * @param writer runs one task after another, and blocks while the store writes
     * @param completing runs what waited for an event to be kept
     * @param afterwards is told on the writer how many were appended
     */
    EventAppender(EventLog log, String bus, Executor writer, Executor completing, IntConsumer afterwards) {
        this.log = log;
        this.bus = bus;
        this.writer = writer;
        this.completing = completing;
        this.afterwards = afterwards;
    }

    /** Completes with the event's position once it is kept. */
    CompletableFuture<Map<String, Object>> append(byte[] event, Caller caller) {
        Appending appending = new Appending(event, caller, new CompletableFuture<>());
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                throw caller.failure(
                                MessagingErrors.NOT_TAKEN,
                                "The event was not published, because " + MOST_WAITING
                                        + " wait for the store already. Publish it later.")
                        .neverSent()
                        .build();
            }
            waiting.add(appending);
            if (writing) {
                return appending.kept;
            }
            writing = true;
        }
        try {
            writer.execute(this::write);
        } catch (RejectedExecutionException e) {
            refuse();
        }
        return appending.kept;
    }

    /** The connector was disconnected; others may wait by now, too. */
    private void refuse() {
        List<Appending> refused;
        synchronized (this) {
            refused = waiting;
            waiting = new ArrayList<>();
            writing = false;
        }
        refused.forEach(appending -> appending.kept.completeExceptionally(appending.caller.notConnected()));
    }

    private void write() {
        for (List<Appending> group = next(); !group.isEmpty(); group = next()) {
            write(group);
        }
    }

    private synchronized List<Appending> next() {
        List<Appending> group = waiting.size() <= MOST_AT_ONCE ? waiting : waiting.subList(0, MOST_AT_ONCE);
        waiting = waiting.size() <= MOST_AT_ONCE
                ? new ArrayList<>()
                : new ArrayList<>(waiting.subList(MOST_AT_ONCE, waiting.size()));
        writing = !group.isEmpty();
        return group;
    }

    private void write(List<Appending> group) {
        try {
            long last = log.append(
                    bus, group.stream().map(appending -> appending.event).toList());
            long position = last - group.size();
            for (Appending appending : group) {
                long own = ++position;
                complete(() -> appending.kept.complete(Map.of("position", own)));
            }
            afterwards.accept(group.size());
        } catch (RuntimeException e) {
            group.forEach(appending -> complete(() -> appending.kept.completeExceptionally(failure(appending, e))));
        }
    }

    private void complete(Runnable completion) {
        try {
            completing.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run();
        }
    }

    private static ConnectorException failure(Appending appending, RuntimeException cause) {
        return appending
                .caller
                .failure(
                        EventErrors.STORE_FAILED,
                        "Whether the store keeps the event is not known: " + cause.getMessage())
                .cause(cause)
                .build();
    }

    private record Appending(byte[] event, Caller caller, CompletableFuture<Map<String, Object>> kept) {}
}
