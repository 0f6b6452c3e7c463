/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.StoreCallback;
import dev.serai.store.WriteSession;
import dev.serai.workflow.journal.Intervention.Kind;
import dev.serai.workflow.journal.StepEdit.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Record;

/** What people did to executions. Each row keeps the failure that the execution had then, so that no round is lost. */
public final class InterventionRows {

    private static final String INSERT = """
            INSERT INTO intervention (execution_id, id, kind, done_at, done_by, reason, after_sequence,
                edit_place, edit_step, change, attempt, error_class, error_message, error_step, error_trace)
            SELECT e.id, ?, ?, ?, ?, ?,
                coalesce((SELECT max(sequence) FROM step_record s WHERE s.execution_id = e.id), 0),
                ?, ?, ?, attempt, error_class, error_message, error_step, error_trace
            FROM execution e WHERE e.id = ? AND e.status = ?
            ON CONFLICT (execution_id, id) DO NOTHING""";

    private final Store store;

    InterventionRows(Store store) {
        this.store = store;
    }

    /**
     * Carries out what somebody wants done to a dead letter.
     *
     * @param callback gets whether it is done; false when there is no dead letter of that id
     */
    public void apply(Intervention intervention, StoreCallback<Boolean> callback) {
        store.writer().submit(session -> apply(session, intervention), callback);
    }

    private static boolean apply(WriteSession session, Intervention intervention) throws SQLException {
        WaitRows.lock(session, intervention.executionId());
        if (insert(session, intervention, ExecutionStatus.DEAD_LETTER) == 0) {
            return isKnown(session, intervention);
        }
        String id = intervention.executionId();
        if (intervention.kind() == Kind.DISCARD) {
            session.update("UPDATE execution SET status = 'CANCELLED' WHERE id = ?", id);
            return true;
        }
        if (intervention.kind() == Kind.RESTART) {
            session.update("UPDATE step_record SET discarded = 1 WHERE execution_id = ?", id);
            session.update("DELETE FROM step_wait WHERE execution_id = ?", id);
            session.update(
                    "UPDATE intervention SET discarded = 1 WHERE execution_id = ? AND edit_place <> 'BEGINNING'", id);
        }
        // It has all its time again; what its time-out made a dead letter would become one at once.
        session.update("""
                UPDATE execution SET status = 'QUEUED', node = NULL, attempt = 1, due_at = ?, finished_at = NULL,
                    deadline_at = CASE WHEN deadline_at IS NOT NULL THEN ? + (SELECT execution_timeout
                        FROM workflow WHERE workflow.name = execution.workflow) END WHERE id = ?""", intervention.doneAt(), intervention.doneAt(), id);
        return true;
    }

    private static boolean isKnown(WriteSession session, Intervention intervention) throws SQLException {
        return session.text(
                        "SELECT id FROM intervention WHERE execution_id = ? AND id = ?",
                        intervention.executionId(),
                        intervention.id())
                .isPresent();
    }

    private static int insert(WriteSession session, Intervention intervention, ExecutionStatus status)
            throws SQLException {
        StepEdit edit = intervention.edit();
        return session.update(
                INSERT,
                intervention.id(),
                intervention.kind().name(),
                intervention.doneAt(),
                intervention.doneBy(),
                intervention.reason(),
                edit == null ? null : edit.place().name(),
                edit == null ? null : edit.step(),
                edit == null ? null : edit.change(),
                intervention.executionId(),
                status.name());
    }

    /**
     * Makes an execution that goes on from a part of another one's record, with the edits that led to that record. The
     * other one stays as it is.
     *
     * @param callback gets whether there is an execution of the origin's id
     */
    public void fork(Fork fork, StoreCallback<Boolean> callback) {
        store.writer().submit(session -> fork(session, fork), callback);
    }

    private static boolean fork(WriteSession session, Fork fork) throws SQLException {
        Intervention intervention = fork.intervention();
        int made = session.update(
                """
                INSERT INTO execution (id, workflow, version, status, entry, input, attempt, due_at, created_at,
                    priority, concurrency_key, labels, origin_id, origin_step)
                SELECT ?, workflow, ?, 'QUEUED', entry, input, 1, ?, ?, priority, concurrency_key, labels, id, ?
                FROM execution WHERE id = ? ON CONFLICT (id) DO NOTHING""",
                intervention.executionId(),
                fork.version(),
                intervention.doneAt(),
                intervention.doneAt(),
                fork.step(),
                fork.originId());
        if (made == 0) {
            return isKnown(session, intervention);
        }
        for (long sequence : fork.kept()) {
            session.update("""
                    INSERT INTO step_record (execution_id, sequence, step, attempt, redelivery, discarded,
                        idempotency_key, started_at, finished_at, input, change, failure, secrets, covered, visits)
                    SELECT ?, sequence, step, attempt, redelivery, 0, idempotency_key, started_at, finished_at, input,
                        change, failure, secrets, covered, visits
                    FROM step_record WHERE execution_id = ? AND sequence = ?""", intervention.executionId(), fork.originId(), sequence);
        }
        // What stood for others may lie after the step that the fork begins at.
        session.update("""
                UPDATE step_record SET covered = 0 WHERE execution_id = ? AND covered <> 0 AND covered NOT IN
                    (SELECT sequence FROM step_record WHERE execution_id = ?)""", intervention.executionId(), intervention.executionId());
        session.update("""
                INSERT INTO large_value (execution_id, hash, content)
                SELECT ?, hash, content FROM large_value WHERE execution_id = ?""", intervention.executionId(), fork.originId());
        session.update("""
                INSERT INTO intervention (execution_id, id, kind, done_at, done_by, reason, after_sequence, edit_place,
                    edit_step, change, attempt, error_class, error_message, error_step, error_trace)
                SELECT ?, id, kind, done_at, done_by, reason, after_sequence, edit_place, edit_step, change, attempt,
                    error_class, error_message, error_step, error_trace
                FROM intervention i WHERE execution_id = ? AND discarded = 0 AND (edit_place = 'BEGINNING'
                    OR edit_step = ? OR EXISTS (SELECT 1 FROM step_record s
                        WHERE s.execution_id = ? AND s.step = i.edit_step))""", intervention.executionId(), fork.originId(), fork.step(), intervention.executionId());
        insert(session, intervention, ExecutionStatus.QUEUED);
        return true;
    }

    /**
     * A new execution made from another one.
     *
     * @param intervention who made it, with the new execution's id, and what is changed in its message
     * @param step the first step that it runs itself; null for all
     * @param kept the sequences of the records that it takes over
     */
    public record Fork(Intervention intervention, String originId, String version, String step, List<Long> kept) {}

    /** The edits that a replay applies, in the order in which they were made. */
    public Edits edits(String executionId) {
        List<StepEdit> edits = new ArrayList<>();
        String restart = null;
        for (Record row : store.read()
                .fetch(
                        "SELECT id, kind, edit_place, edit_step, change FROM intervention"
                                + " WHERE execution_id = ? AND discarded = 0 ORDER BY id",
                        executionId)) {
            if (row.get("kind", String.class).equals(Kind.RESTART.name())) {
                restart = row.get("id", String.class);
            }
            String place = row.get("edit_place", String.class);
            if (place != null) {
                edits.add(new StepEdit(
                        Place.valueOf(place), row.get("edit_step", String.class), row.get("change", byte[].class)));
            }
        }
        return new Edits(edits, restart);
    }

    /**
     * What people put into an execution.
     *
     * @param restart the id of the last restart, or null
     */
    public record Edits(List<StepEdit> edits, String restart) {

        public static final Edits NONE = new Edits(List.of(), null);
    }
}
