/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.Store;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests from outside the process. They are rows that another process leaves in the store, because only the runtime
 * that has the store may change executions. Each is carried out once, in the order in which they came.
 */
final class CommandQueue {

    private static final Logger LOG = LoggerFactory.getLogger(CommandQueue.class);

    private static final long POLL_MILLIS = 250;

    private final Store store;
    private final Map<String, CommandHandler> handlers = new ConcurrentHashMap<>();
    private ScheduledFuture<?> polling;

    CommandQueue(Store store) {
        this.store = store;
    }

    /** Tells what to do with requests of one kind. */
    CommandQueue on(String kind, CommandHandler handler) {
        handlers.put(kind, handler);
        return this;
    }

    /** @throws IllegalStateException when it was started before: each request would be carried out twice */
    synchronized void start(ScheduledExecutorService scheduler) {
        if (polling != null) {
            throw new IllegalStateException("Requests are looked for already.");
        }
        polling = scheduler.scheduleWithFixedDelay(this::poll, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    synchronized void stop() {
        if (polling != null) {
            polling.cancel(false);
        }
    }

    private void poll() {
        try {
            store.read()
                    .fetch("SELECT id, kind, argument FROM command WHERE outcome IS NULL ORDER BY id")
                    .forEach(row -> carryOut(
                            row.get("id", String.class),
                            row.get("kind", String.class),
                            row.get("argument", String.class)));
        } catch (RuntimeException e) {
            LOG.warn("Requests in the store could not be carried out: {}", e.getMessage());
        }
    }

    /** Another process may have been quicker. */
    private boolean take(String id) {
        return !store.node().isShared()
                || store.writer()
                                .await(session -> session.update(
                                        "UPDATE command SET node = ? WHERE id = ? AND node IS NULL AND outcome IS NULL",
                                        store.node().id(),
                                        id))
                        == 1;
    }

    private void carryOut(String id, String kind, String argument) {
        if (!take(id)) {
            return;
        }
        CommandHandler handler = handlers.get(kind);
        String outcome;
        try {
            outcome = handler == null
                    ? "This version of the runtime does not know the request '" + kind + "'."
                    : handler.carryOut(argument);
        } catch (RuntimeException e) {
            outcome = e.getMessage() == null ? e.toString() : e.getMessage();
        }
        String told = outcome;
        store.writer().await(session -> session.update("UPDATE command SET outcome = ? WHERE id = ?", told, id));
    }
}
