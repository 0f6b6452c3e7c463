/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.store.StoreClient;
import dev.serai.store.StoreSettings;
import java.time.OffsetDateTime;
import java.util.List;

/** Reads which processes share a store, from outside. Thread-safe. */
public final class StoreNodes {

    private final StoreClient store;

    /**
     * @param store where the store lies
     * @throws IllegalArgumentException when only one process at a time uses it
     */
    public StoreNodes(StoreSettings store) {
        if (!store.isShared()) {
            throw new IllegalArgumentException(
                    "The store belongs to one runtime at a time, so there are no nodes. Put it"
                            + " into PostgreSQL, with serai.store.url, to run several.");
        }
        this.store = store.client();
    }

    /** Those that the store knows, the oldest first. One that has just died is among them until the others miss it. */
    public List<NodeSummary> all() {
        return store.read(sql -> sql.fetch("SELECT id, name, joined_at, (SELECT count(*) FROM execution"
                        + " WHERE execution.node = node.id) AS executions FROM node ORDER BY id")
                .map(row -> new NodeSummary(
                        row.get("id", Integer.class),
                        row.get("name", String.class),
                        row.get("joined_at", OffsetDateTime.class).toInstant(),
                        row.get("executions", Long.class))));
    }
}
