/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.WriteSession;
import java.sql.SQLException;
import java.util.List;

/**
 * How the processes that share a store share the places of a workflow: what all of them together may run at once. A
 * process that is gone takes its part with it, and others may have it. Thread-safe.
 */
public final class PlaceRows {

    private static final String HELD_BY_OTHERS =
            "SELECT coalesce(sum(held), 0)::text FROM workflow_place WHERE workflow = ? AND node <> ?";

    private static final String HELD = "SELECT held::text FROM workflow_place WHERE workflow = ? AND node = ?";

    private final Store store;

    PlaceRows(Store store) {
        this.store = store;
    }

    /**
     * Takes places that are free, and tells the others how many more could be used.
     *
     * @param node who asks
     * @param wanted how many besides those that it has
     * @param most how many there are in all
     * @return how many it has now
     */
    public int take(String workflow, int node, int wanted, int most) {
        return store.writer().await(session -> {
            // All who change the places of a workflow come by this row.
            session.lock("SELECT name FROM workflow WHERE name = ?", workflow);
            int own = number(session, HELD, workflow, node);
            int free = Math.max(0, most - number(session, HELD_BY_OTHERS, workflow, node) - own);
            int got = Math.min(wanted, free);
            session.update("""
                    INSERT INTO workflow_place (workflow, node, held, wanted) VALUES (?, ?, ?, ?)
                    ON CONFLICT (workflow, node) DO UPDATE SET held = excluded.held, wanted = excluded.wanted""", workflow, node, own + got, wanted - got);
            return own + got;
        });
    }

    private static int number(WriteSession session, String query, String workflow, int node) throws SQLException {
        return session.text(query, workflow, node).map(Integer::parseInt).orElse(0);
    }

    /** Gives places back, and asks for no more. */
    public void giveBack(String workflow, int node, int places) {
        store.writer()
                .await(session -> session.update(
                        "UPDATE workflow_place SET held = held - ?, wanted = 0 WHERE workflow = ? AND node = ?",
                        places,
                        workflow,
                        node));
    }

    /** What the others could use besides what they have, by workflow. */
    public List<Wanted> wantedByOthers(int node) {
        return store.read()
                .fetch(
                        "SELECT workflow, sum(wanted) AS places FROM workflow_place WHERE node <> ? AND wanted > 0"
                                + " GROUP BY workflow",
                        node)
                .map(row -> new Wanted(row.get("workflow", String.class), row.get("places", Integer.class)));
    }

    /** Places of a workflow that others could use. */
    public record Wanted(String workflow, int places) {}
}
