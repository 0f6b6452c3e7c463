/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.WriteSession;
import dev.serai.workflow.WorkflowHook.HookedExecution;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked of executions, and how they end or stand still because of it. */
public final class ControlRows {

    private static final String UNFINISHED = "status IN ('QUEUED', 'RUNNING', 'SUSPENDED')";

    private static final String SETTLE = """
            UPDATE execution SET status = ?, requested = NULL, node = NULL, finished_at = ?, error_class = coalesce(?, error_class),
                error_message = coalesce(?, error_message), error_step = coalesce(?, error_step),
                error_trace = coalesce(?, error_trace)
            WHERE id = ? AND requested = ?""";

    private final Store store;
    private final EngineClock clock;

    ControlRows(Store store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Asks something of an execution that has not ended. A cancellation takes the place of any other request, and none
     * takes its place.
     *
     * @return the status that it has, or empty when there is no such execution
     */
    public Optional<ExecutionStatus> request(String executionId, ControlRequest request) {
        return store.writer().await(session -> {
            WaitRows.lock(session, executionId);
            Optional<ExecutionStatus> status = status(session, executionId);
            if (status.isPresent() && !status.get().isFinal()) {
                session.update(
                        "UPDATE execution SET requested = ? WHERE id = ? AND (requested IS NULL OR requested = 'PAUSE')",
                        request.name(),
                        executionId);
            }
            return status;
        });
    }

    private static Optional<ExecutionStatus> status(WriteSession session, String executionId) throws SQLException {
        return session.text("SELECT status FROM execution WHERE id = ?", executionId)
                .map(ExecutionStatus::valueOf);
    }

    /** Does what is asked of an execution that is not in memory; nothing when another process has it in memory. */
    public Settled settle(String executionId) {
        return store.writer().await(session -> {
            WaitRows.lock(session, executionId);
            List<Asked> found = session.rows(
                    "SELECT requested, status, workflow, version, attempt FROM execution WHERE id = ?"
                            + " AND requested IS NOT NULL AND (node IS NULL OR node = ?)",
                    row -> new Asked(
                            ControlRequest.valueOf(row.getString(1)),
                            ExecutionStatus.valueOf(row.getString(2)),
                            new HookedExecution(executionId, row.getString(3), row.getString(4), row.getInt(5))),
                    executionId,
                    store.node().id());
            if (found.isEmpty()) {
                return Settled.NOTHING;
            }
            Asked asked = found.get(0);
            ControlRequest request = asked.request;
            ExecutionStatus status = request.status();
            Failure kept = request.failure().orElse(null);
            session.update(
                    SETTLE,
                    status.name(),
                    kept == null ? null : clock.now(),
                    kept == null ? null : kept.className(),
                    kept == null ? null : kept.message(),
                    kept == null ? null : kept.step(),
                    kept == null ? null : kept.trace(),
                    executionId,
                    request.name());
            return new Settled(
                    Optional.of(status),
                    asked.before,
                    asked.execution,
                    kept,
                    status == ExecutionStatus.CANCELLED ? requestOfChildren(session, executionId) : List.of(),
                    status.isFinal() ? WaitRows.wakeParent(session, executionId, clock.now()) : List.of());
        });
    }

    /** Does all that is asked of executions, while none is in memory. */
    public void settleAll() {
        Deque<String> open = new ArrayDeque<>(open().keySet());
        while (!open.isEmpty()) {
            open.addAll(settle(open.pop()).children());
        }
    }

    /** What is asked and not done yet of executions that no other process has in memory, by the execution. */
    public Map<String, ControlRequest> open() {
        return store.read()
                .fetch(
                        "SELECT id, requested FROM execution WHERE requested IS NOT NULL"
                                + " AND (node IS NULL OR node = ?)",
                        store.node().id())
                .intoMap(
                        row -> row.get("id", String.class),
                        row -> ControlRequest.valueOf(row.get("requested", String.class)));
    }

    /** Asks the children that are to be cancelled with an execution, in the transaction that cancels it. */
    private static List<String> requestOfChildren(WriteSession session, String executionId) throws SQLException {
        List<String> children = session.rows(
                "SELECT id FROM execution WHERE parent_id = ? AND cancel_with_parent = 1"
                        + " AND status NOT IN ('COMPLETED', 'DEAD_LETTER', 'CANCELLED')",
                row -> row.getString(1),
                executionId);
        for (String child : children) {
            session.update("UPDATE execution SET requested = 'CANCEL' WHERE id = ?", child);
        }
        return children;
    }

    /**
     * What became of a request.
     *
     * @param status what the execution is now; empty when nothing was asked of it any more
     * @param before what it was before
     * @param execution the execution itself
     * @param failure why it ended; null when it did not
     * @param children what has to be settled next: children that are cancelled too
     * @param awakened what waited for its end
     */
    public record Settled(
            Optional<ExecutionStatus> status,
            ExecutionStatus before,
            HookedExecution execution,
            Failure failure,
            List<String> children,
            List<Awakened> awakened) {

        static final Settled NOTHING = new Settled(Optional.empty(), null, null, null, List.of(), List.of());
    }

    private record Asked(ControlRequest request, ExecutionStatus before, HookedExecution execution) {}

    /**
     * Lets a paused execution go on, and takes back a pause that it has not come to. What it waits for may have come
     * meanwhile, so it looks again at once; a wait for its first or next attempt stays.
     */
    public Resumed resume(String executionId) {
        return store.writer().await(session -> {
            WaitRows.lock(session, executionId);
            Optional<ExecutionStatus> status = status(session, executionId);
            int takenBack = session.update(
                    "UPDATE execution SET requested = NULL WHERE id = ? AND requested = 'PAUSE'", executionId);
            session.update("""
                    UPDATE execution SET status = 'QUEUED', due_at = CASE WHEN EXISTS (SELECT 1 FROM step_wait
                        WHERE execution_id = id AND over = 0) THEN ? ELSE due_at END
                    WHERE id = ? AND status = 'PAUSED'""", clock.now(), executionId);
            return new Resumed(status, takenBack == 1);
        });
    }

    /**
     * What became of a wish to go on.
     *
     * @param status that the execution had; empty when there is no such execution
     * @param takenBack it had not come to the border at which it was to stop
     */
    public record Resumed(Optional<ExecutionStatus> status, boolean takenBack) {}

    /** Executions whose time is over; those that are paused keep until they go on. */
    public List<String> expired(long now, int limit) {
        return store.read()
                .fetch(
                        "SELECT id FROM execution WHERE deadline_at IS NOT NULL AND " + UNFINISHED
                                + " AND deadline_at <= ? AND requested IS NULL ORDER BY deadline_at LIMIT ?",
                        now,
                        limit)
                .map(row -> row.get("id", String.class));
    }

    /** When the next execution's time is over, after a given time. */
    public Optional<Long> nextDeadline(long after) {
        return Optional.ofNullable(store.read()
                .fetchOne(
                        "SELECT min(deadline_at) FROM execution WHERE deadline_at IS NOT NULL AND " + UNFINISHED
                                + " AND deadline_at > ?",
                        after)
                .get(0, Long.class));
    }
}
