/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/** Executions as the queue sees them: whose turn has come, and when the next one's does. */
public final class QueueRows {

    /** What of a store is not finished and needs no person. The same words as in the indexes' conditions. */
    static final String UNFINISHED = "status IN ('QUEUED', 'RUNNING', 'SUSPENDED')";

    /** What needs its version: also what goes on when a person says so. */
    private static final String NEEDY = "status IN ('QUEUED', 'RUNNING', 'SUSPENDED', 'PAUSED')";

    /** The note that an execution runs may be missing where its steps are not, so these are asked too. */
    private static final String BEGUN = "(started_at IS NOT NULL OR origin_id IS NOT NULL"
            + " OR EXISTS (SELECT 1 FROM step_record WHERE execution_id = execution.id))";

    private final Store store;

    QueueRows(Store store) {
        this.store = store;
    }

    /** Puts what ran when the last process ended back into the queue, and gives how many these were. */
    public int recover() {
        return store.writer()
                .await(session -> session.update("UPDATE execution SET status = 'QUEUED' WHERE status = 'RUNNING'"));
    }

    /** Executions whose turn has come, in the order of the queue. */
    public List<Due> due(Turn turn) {
        List<Object> parameters = new ArrayList<>(turn.parameters());
        String others = "";
        if (!turn.otherKeysThan().isEmpty()) {
            others = " AND (concurrency_key IS NULL OR concurrency_key NOT IN ("
                    + String.join(", ", Collections.nCopies(turn.otherKeysThan().size(), "?")) + "))";
            parameters.addAll(turn.otherKeysThan());
        }
        return fetch(turn, others, parameters);
    }

    /** Executions of one concurrency key whose turn has come, in the order of the queue. */
    public List<Due> due(Turn turn, String concurrencyKey) {
        List<Object> parameters = new ArrayList<>(turn.parameters());
        parameters.add(concurrencyKey);
        return fetch(turn, " AND concurrency_key = ?", parameters);
    }

    private List<Due> fetch(Turn turn, String keys, List<Object> parameters) {
        parameters.add(turn.limit());
        return store.read()
                .fetch(
                        "SELECT *, " + BEGUN + " AS begun FROM execution WHERE workflow = ? AND version = ? AND "
                                + UNFINISHED
                                + " AND requested IS NULL AND due_at <= ? AND rank <= ?"
                                + (turn.begunOnly() ? " AND started_at IS NOT NULL" : "")
                                + keys + " ORDER BY rank, id LIMIT ?",
                        parameters.toArray())
                .map(row -> new Due(execution(row), row.get("begun", Integer.class) == 1));
    }

    /**
     * An execution whose turn has come.
     *
     * @param begun whether there may be records and edits of it
     */
    public record Due(ExecutionRecord execution, boolean begun) {}

    /**
     * What a queue asks for.
     *
     * @param now executions that are due by then, in milliseconds since 1970
     * @param begunOnly none that has not begun, because the workflow is paused
     * @param otherKeysThan none with these concurrency keys
     * @param limit how many at most
     */
    public record Turn(
            String workflow, String version, long now, boolean begunOnly, Collection<String> otherKeysThan, int limit) {

        private List<Object> parameters() {
            return List.of(workflow, version, now, ExecutionRecord.rank(now, 1));
        }
    }

    static ExecutionRecord execution(Record row) {
        Long deadline = row.get("deadline_at", Long.class);
        return new ExecutionRecord(
                row.get("id", String.class),
                row.get("workflow", String.class),
                row.get("version", String.class),
                row.get("entry", String.class),
                row.get("input", byte[].class),
                row.get("attempt", Integer.class),
                row.get("due_at", Long.class),
                row.get("created_at", Long.class),
                new StartTerms(
                        row.get("idempotency_key", String.class),
                        ExecutionRecord.NEVER,
                        row.get("parent_id", String.class),
                        row.get("cancel_with_parent", Integer.class) == 1,
                        row.get("priority", Integer.class),
                        row.get("concurrency_key", String.class),
                        Labels.parse(row.get("labels", String.class)),
                        deadline),
                Optional.ofNullable(row.get("node", Integer.class)).orElse(0));
    }

    /** The earliest time after a given one at which an execution becomes due. */
    public Optional<Long> nextDue(String workflow, String version, long after) {
        return Optional.ofNullable(store.read()
                .fetchOne(
                        "SELECT min(due_at) FROM execution WHERE workflow = ? AND version = ? AND " + UNFINISHED
                                + " AND requested IS NULL AND due_at > ? AND due_at < ?",
                        workflow,
                        version,
                        after,
                        ExecutionRecord.NEVER)
                .get(0, Long.class));
    }

    /** How many executions go on by themselves, by workflow and version. */
    public List<Unfinished> unfinished() {
        return byVersion(UNFINISHED);
    }

    /** How many executions need their version, by workflow and version: also those that are paused. */
    public List<Unfinished> needy() {
        return byVersion(NEEDY);
    }

    private List<Unfinished> byVersion(String condition) {
        return store.read()
                .fetch("SELECT workflow, version, count(*) AS n FROM execution WHERE " + condition
                        + " GROUP BY workflow, version")
                .map(row -> new Unfinished(
                        row.get("workflow", String.class), row.get("version", String.class), row.get("n", Long.class)));
    }

    /** Whether an execution of a version is not finished, or a group of it is complete by itself some time. */
    public boolean isNeeded(String workflow, String version) {
        return store.read()
                        .fetchOne(
                                "SELECT 1 WHERE EXISTS (SELECT 1 FROM execution WHERE workflow = ? AND version = ? AND "
                                        + NEEDY + ") OR EXISTS (SELECT 1 FROM aggregate_group WHERE workflow = ?"
                                        + " AND version = ? AND due_at < ?)",
                                workflow,
                                version,
                                workflow,
                                version,
                                ExecutionRecord.NEVER)
                != null;
    }

    /** Whether an execution is under way or due, as opposed to one that waits for a time or an event. */
    public boolean hasWork(long now) {
        return store.read()
                        .fetchOne(
                                "SELECT EXISTS (SELECT 1 FROM execution WHERE " + UNFINISHED
                                        + " AND (status <> 'SUSPENDED' OR due_at <= ?))",
                                now)
                        .get(0, Integer.class)
                == 1;
    }

    /** Executions of one version that are not finished. */
    public record Unfinished(String workflow, String version, long count) {}
}
