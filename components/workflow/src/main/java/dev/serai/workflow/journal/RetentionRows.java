/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.WriteSession;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.jooq.Record;

/** Removes executions that nobody needs any more, a bounded number of rows in one transaction. */
public final class RetentionRows {

    /** Of one statement, so that recording never waits for long. */
    private static final int ROWS_AT_ONCE = 500;

    /** What belongs to an execution, by the column that tells its rows from each other. */
    private static final List<Part> PARTS = List.of(
            new Part("step_record", "sequence", ROWS_AT_ONCE),
            new Part("step_wait", "step", ROWS_AT_ONCE),
            new Part("signal", "id", ROWS_AT_ONCE),
            new Part("intervention", "id", ROWS_AT_ONCE),
            new Part("aggregate_contribution", "idempotency_key", ROWS_AT_ONCE),
            new Part("large_value", "hash", 10));

    private static final String ENDED = "status IN ('COMPLETED', 'CANCELLED', 'DEAD_LETTER')";

    private final Store store;

    RetentionRows(Store store) {
        this.store = store;
    }

    /** Whether it is this process that removes, of those that share the store. */
    public boolean isOurs() {
        return store.node().isFirst();
    }

    /** The workflows of which executions have ended. */
    public List<String> workflows() {
        return store.read()
                .fetch("SELECT DISTINCT workflow FROM execution WHERE finished_at IS NOT NULL")
                .map(row -> row.get("workflow", String.class));
    }

    /**
     * Executions of a workflow that ended before a time, the first ones first. A child stays as long as its parent may
     * still ask how it ended.
     *
     * @param deadLetters whether dead letters are meant, or those that completed or were cancelled
     * @param time in milliseconds since 1970
     */
    public List<String> endedBefore(String workflow, boolean deadLetters, long time, int limit) {
        return store.read()
                .fetch(
                        "SELECT id FROM execution WHERE workflow = ? AND finished_at < ? AND " + ended(deadLetters)
                                + " AND NOT EXISTS (SELECT 1 FROM execution p WHERE p.id = execution.parent_id"
                                + " AND p.status NOT IN ('COMPLETED', 'CANCELLED'))"
                                + " ORDER BY finished_at LIMIT ?",
                        workflow,
                        time,
                        limit)
                .map(row -> row.get("id", String.class));
    }

    /**
     * When the oldest of the executions ended that may stay; empty when there are not so many.
     *
     * @param kept how many that completed or were cancelled may stay
     */
    public OptionalLong endOfOldestKept(String workflow, int kept) {
        Record row = store.read()
                .fetchOne(
                        "SELECT finished_at FROM execution WHERE workflow = ? AND finished_at IS NOT NULL AND "
                                + ended(false) + " ORDER BY finished_at DESC LIMIT 1 OFFSET ?",
                        workflow,
                        kept - 1);
        return row == null ? OptionalLong.empty() : OptionalLong.of(row.get("finished_at", Long.class));
    }

    private static String ended(boolean deadLetters) {
        return deadLetters ? "status = 'DEAD_LETTER'" : "status IN ('COMPLETED', 'CANCELLED')";
    }

    /**
     * Removes an execution that has ended with all that belongs to it. The key that started it stays until its own time
     * is over.
     */
    public void remove(String executionId) {
        boolean removed;
        do {
            removed = store.writer().await(session -> removeSome(session, executionId));
        } while (!removed);
    }

    /** The execution's own row goes last, so that a removal which was cut off is found again. */
    private static boolean removeSome(WriteSession session, String executionId) throws SQLException {
        if (session.text("SELECT id FROM execution WHERE id = ? AND (" + ENDED + ")", executionId)
                .isEmpty()) {
            return true;
        }
        // Nobody can replay it from here on.
        session.update(
                "UPDATE execution SET status = 'CANCELLED' WHERE id = ? AND status = 'DEAD_LETTER'", executionId);
        boolean all = true;
        for (Part part : PARTS) {
            all &= session.update(part.removal(), executionId, executionId) < part.rowsAtOnce;
        }
        if (all) {
            session.update("DELETE FROM execution WHERE id = ?", executionId);
        }
        return all;
    }

    /** Gives the room of what was removed back to the disk. */
    public void giveBackSpace() {
        store.giveBackSpace();
    }

    private record Part(String table, String column, int rowsAtOnce) {

        String removal() {
            return "DELETE FROM " + table + " WHERE execution_id = ? AND " + column + " IN (SELECT " + column + " FROM "
                    + table + " WHERE execution_id = ? LIMIT " + rowsAtOnce + ")";
        }
    }
}
