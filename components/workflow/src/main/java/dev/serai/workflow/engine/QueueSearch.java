/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.StoreException;
import dev.serai.workflow.journal.ClaimRows.Claim;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.QueueRows.Due;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Searches a store that is shared for executions that this process can run at once, and takes them: as many as it has places
 * for, which it holds meanwhile. One search at a time.
 */
final class QueueSearch {

    private static final int MOST_AT_ONCE = 200;

    private final SharedQueue queue;
    private final ExecutionTables tables;
    private final SharedPlaces places;
    private final Executor executor;

    QueueSearch(SharedQueue queue, ExecutionTables tables, SharedPlaces places, Executor executor) {
        this.queue = queue;
        this.tables = tables;
        this.places = places;
        this.executor = executor;
    }

    /**
     * @param begun which opening of the queue this is
     * @param begunOnly none that has not begun, because the workflow is paused
     */
    void begin(int begun, boolean begunOnly) {
        int node = tables.node().id();
        if (!tables.node().holds(node)) {
            queue.failed(new StoreException("This process may be thought dead."));
            return;
        }
        int wanted = 0;
        while (wanted < MOST_AT_ONCE && queue.takePlace()) {
            wanted++;
        }
        if (wanted == 0) {
            queue.foundNoPlace();
            return;
        }
        int held = wanted;
        long now = tables.clock().now();
        WorkflowSettings settings = queue.workflow().settings();
        Claim claim = new Claim(
                queue.workflow().name(),
                queue.workflow().version(),
                node,
                now,
                begunOnly,
                settings.maxConcurrentPerKey(),
                places.fullKeys(settings.maxConcurrentPerKey()),
                held);
        tables.claims()
                .claim(
                        claim,
                        (ids, failure) -> executor.execute(() -> {
                            if (failure == null) {
                                read(begun, ids, held, now);
                            } else {
                                // What became of it may not be known; the store's recovery finds out.
                                giveBack(held);
                                queue.failed(failure);
                            }
                        }));
    }

    private void giveBack(int unused) {
        for (int i = 0; i < unused; i++) {
            queue.givePlaceBack(null);
        }
    }

    private void read(int begun, List<String> ids, int held, long now) {
        boolean more = ids.size() == held;
        List<Due> taken;
        Optional<Long> nextDue;
        try {
            taken = ids.isEmpty() ? List.of() : tables.claims().taken(ids, now);
            nextDue = more
                    ? Optional.empty()
                    : tables.queue()
                            .nextDue(queue.workflow().name(), queue.workflow().version(), now);
        } catch (RuntimeException e) {
            queue.lost(ids);
            giveBack(held);
            queue.failed(e);
            return;
        }
        queue.found(begun, taken, more, nextDue);
        giveBack(held - taken.size());
        queue.looked(more);
    }
}
