/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.workflow.journal.ExecutionRows.WorkflowVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** What processes that share a store see of each other's executions. Thread-safe. */
public final class NodeRows {

    private static final String GONE = "node NOT IN (SELECT id FROM node)";

    private static final String RELEASE = """
            UPDATE execution SET node = NULL, status = CASE WHEN status = 'RUNNING' THEN 'QUEUED' ELSE status END
            WHERE node IS NOT NULL AND\s""";

    /** One entry of the index for each version, however many of its executions wait. */
    private static final String DUE_VERSIONS = """
            WITH RECURSIVE of_version AS (
                (SELECT workflow, version FROM execution WHERE %1$s ORDER BY workflow, version LIMIT 1)
                UNION ALL
                SELECT next.workflow, next.version FROM of_version v CROSS JOIN LATERAL (
                    SELECT workflow, version FROM execution WHERE %1$s
                        AND (workflow, version) > (v.workflow, v.version) ORDER BY workflow, version LIMIT 1) next)
            SELECT workflow, version FROM of_version v WHERE EXISTS (SELECT 1 FROM execution e
                WHERE e.workflow = v.workflow AND e.version = v.version AND e.%1$s AND e.node IS NULL
                    AND e.requested IS NULL AND e.due_at <= ?)""".formatted(QueueRows.UNFINISHED);

    private final Store store;

    NodeRows(Store store) {
        this.store = store;
    }

    /**
     * Puts what processes had in memory that are gone back into the queue, with all else that was theirs.
     *
     * @param own whether what this process had counts, too: it has just started, and has nothing in memory
     * @return how many executions these were
     */
    public int takeOver(boolean own) {
        int node = store.node().id();
        String gone = own ? "(node = " + node + " OR " + GONE + ")" : GONE;
        return store.writer().await(session -> {
            session.update("DELETE FROM workflow_place WHERE " + gone);
            session.update("UPDATE command SET node = NULL WHERE outcome IS NULL AND " + gone);
            session.update("""
                    WITH counted AS (DELETE FROM workflow_statistics WHERE node <> 0 AND %s RETURNING *)
                    INSERT INTO workflow_statistics AS known (workflow, status, node, executions, attempts, duration)
                    SELECT workflow, status, 0, sum(executions), sum(attempts), sum(duration) FROM counted
                        GROUP BY workflow, status
                    ON CONFLICT (workflow, status, node) DO UPDATE SET
                        executions = known.executions + excluded.executions,
                        attempts = known.attempts + excluded.attempts,
                        duration = known.duration + excluded.duration""".formatted(GONE));
            return session.update(RELEASE + gone);
        });
    }

    /**
     * Lets go what is in this process's name and not in its memory: it does not know what became of its last writes.
     *
     * @param inMemory the ids of what is
     */
    public void release(Set<String> inMemory) {
        List<Object> parameters = new ArrayList<>(List.of(store.node().id()));
        parameters.addAll(inMemory);
        String others = inMemory.isEmpty()
                ? ""
                : " AND id NOT IN (" + String.join(", ", Collections.nCopies(inMemory.size(), "?")) + ")";
        store.writer().await(session -> session.update(RELEASE + "node = ?" + others, parameters.toArray()));
    }

    /** Versions of which executions wait that anybody may run. */
    public List<WorkflowVersion> due(long now) {
        return store.read()
                .fetch(DUE_VERSIONS, now)
                .map(row -> new WorkflowVersion(row.get("workflow", String.class), row.get("version", String.class)));
    }

    /** How many executions go on by themselves, whoever runs them. */
    public long unfinished() {
        return store.read()
                .fetchOne("SELECT coalesce(sum(CASE WHEN status = 'STARTED' THEN executions"
                        + " WHEN status IN ('COMPLETED', 'DEAD_LETTER', 'CANCELLED', 'PAUSED') THEN -executions"
                        + " ELSE 0 END), 0) AS n FROM workflow_statistics")
                .get("n", Long.class);
    }
}
