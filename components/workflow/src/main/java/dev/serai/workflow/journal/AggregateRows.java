/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.StoreCallback;
import dev.serai.store.WriteSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/**
 * Groups of messages that aggregate steps collect, and what was contributed to them. A group changes only from the state
 * that the change was computed from; who comes second computes again.
 */
public final class AggregateRows {

    private static final String ONE_GROUP = " WHERE workflow = ? AND step = ? AND correlation = ?";

    private final Store store;

    AggregateRows(Store store) {
        this.store = store;
    }

    /** The group of a correlation; empty when none is open. */
    public Optional<AggregateGroup> find(String workflow, String step, String correlation) {
        return Optional.ofNullable(
                        store.read().fetchOne("SELECT * FROM aggregate_group" + ONE_GROUP, workflow, step, correlation))
                .map(AggregateRows::group);
    }

    /** Whether a step of an execution has contributed, in a run before. */
    public boolean isContributed(String executionId, String key) {
        return store.read()
                        .fetchOne(
                                "SELECT 1 FROM aggregate_contribution WHERE execution_id = ? AND idempotency_key = ?",
                                executionId,
                                key)
                != null;
    }

    /** The correlations of a step's open groups. */
    public List<String> correlations(String workflow, String step) {
        return store.read()
                .fetch(
                        "SELECT correlation FROM aggregate_group WHERE workflow = ? AND step = ? ORDER BY correlation",
                        workflow,
                        step)
                .map(row -> row.get("correlation", String.class));
    }

    /** Groups that are complete by themselves at a time, those that have been longest first. */
    public List<AggregateGroup> due(long now, int limit) {
        return store.read()
                .fetch("SELECT * FROM aggregate_group WHERE due_at <= ? ORDER BY due_at LIMIT ?", now, limit)
                .map(AggregateRows::group);
    }

    /** When the first group after a time is complete by itself; empty when none is. */
    public Optional<Long> nextDue(long after) {
        return Optional.ofNullable(store.read()
                .fetchOne(
                        "SELECT min(due_at) FROM aggregate_group WHERE due_at > ? AND due_at < ?",
                        after,
                        ExecutionRecord.NEVER)
                .get(0, Long.class));
    }

    /** How many groups each version has that are complete by themselves some time, and so need it. */
    public List<QueueRows.Unfinished> versions() {
        return store.read()
                .fetch(
                        "SELECT workflow, version, count(*) AS n FROM aggregate_group WHERE due_at < ?"
                                + " GROUP BY workflow, version",
                        ExecutionRecord.NEVER)
                .map(row -> new QueueRows.Unfinished(
                        row.get("workflow", String.class), row.get("version", String.class), row.get("n", Long.class)));
    }

    private static AggregateGroup group(Record row) {
        return new AggregateGroup(
                row.get("workflow", String.class),
                row.get("step", String.class),
                row.get("correlation", String.class),
                row.get("execution_id", String.class),
                row.get("revision", Long.class),
                row.get("version", String.class),
                row.get("state", byte[].class),
                row.get("due_at", Long.class));
    }

    /**
     * Changes a group, in one transaction with what was contributed and the output of a complete one. A contribution
     * that was made before changes nothing.
     *
     * @param callback gets false when the group is another by now: nothing was written
     */
    public void change(GroupChange change, StoreCallback<Boolean> callback) {
        store.writer().submit(session -> apply(session, change), callback);
    }

    private static boolean apply(WriteSession session, GroupChange change) throws SQLException {
        session.lock(
                "SELECT execution_id FROM aggregate_group" + ONE_GROUP,
                change.workflow(),
                change.step(),
                change.correlation());
        Optional<String> stamp = session.text(
                "SELECT execution_id || '/' || revision FROM aggregate_group" + ONE_GROUP,
                change.workflow(),
                change.step(),
                change.correlation());
        if (!stamp.equals(Optional.ofNullable(change.before()).map(AggregateGroup::stamp))) {
            return false;
        }
        if (change.contribution() != null && isKnown(session, change.contribution())) {
            return true;
        }
        if (change.before() != null) {
            session.update(
                    "DELETE FROM aggregate_group" + ONE_GROUP, change.workflow(), change.step(), change.correlation());
        }
        // Another process may have begun the group at the same time.
        if (change.after() != null && !insert(session, change.after())) {
            return false;
        }
        if (change.contribution() != null) {
            keep(session, change.contribution());
        }
        if (change.output() != null) {
            StartRows.add(session, List.of(NewExecution.of(change.output())));
        }
        return true;
    }

    private static boolean isKnown(WriteSession session, GroupChange.Contribution contribution) throws SQLException {
        return session.text(
                        "SELECT output_id FROM aggregate_contribution WHERE execution_id = ? AND idempotency_key = ?",
                        contribution.executionId(),
                        contribution.key())
                .isPresent();
    }

    private static void keep(WriteSession session, GroupChange.Contribution contribution) throws SQLException {
        session.update(
                "INSERT INTO aggregate_contribution (execution_id, idempotency_key, output_id) VALUES (?, ?, ?)",
                contribution.executionId(),
                contribution.key(),
                contribution.outputId());
    }

    private static boolean insert(WriteSession session, AggregateGroup group) throws SQLException {
        return session.update(
                        """
                INSERT INTO aggregate_group (workflow, step, correlation, execution_id, revision, version, state, due_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                        group.workflow(),
                        group.step(),
                        group.correlation(),
                        group.executionId(),
                        group.revision(),
                        group.version(),
                        group.state(),
                        group.dueAt())
                == 1;
    }
}
