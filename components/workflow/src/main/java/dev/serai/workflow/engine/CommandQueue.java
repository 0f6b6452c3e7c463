/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.Store;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests from outside the process. They are rows that another process leaves in the store, because only the runtime
 * that has the store may change executions.
 */
public final class CommandQueue {

    /** Replays the dead letter whose id is the argument. */
    public static final String REPLAY = "replay";

    private static final Logger LOG = LoggerFactory.getLogger(CommandQueue.class);

    private static final long POLL_MILLIS = 250;

    private final Store store;
    private final Predicate<String> replay;
    private ScheduledFuture<?> polling;

    CommandQueue(Store store, Predicate<String> replay) {
        this.store = store;
        this.replay = replay;
    }

    synchronized void start(ScheduledExecutorService scheduler) {
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

    private void carryOut(String id, String kind, String argument) {
        String outcome = kind.equals(REPLAY)
                ? (replay.test(argument) ? "done" : "There is no dead letter " + argument + ".")
                : "This version of the runtime does not know the request '" + kind + "'.";
        store.writer().await(session -> session.update("UPDATE command SET outcome = ? WHERE id = ?", outcome, id));
    }
}
