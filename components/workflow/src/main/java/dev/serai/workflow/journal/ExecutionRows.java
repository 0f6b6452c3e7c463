/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.StoreCallback;
import dev.serai.store.StoreWrite;
import dev.serai.store.WriteSession;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/** Executions from their start to their end. */
public final class ExecutionRows {

    private final Store store;
    private final EngineClock clock;

    ExecutionRows(Store store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Adds an execution to the queue.
     *
     * @param callback gets the id of the execution with this key: the new one's, or that of the first
     */
    public void insert(ExecutionRecord execution, StoreCallback<String> callback) {
        LargeValue large = large(execution);
        store.writer().submit(session -> insert(session, execution, large), callback);
    }

    /** The execution's input when it is large, compressed here and not on the writer's thread; null otherwise. */
    static LargeValue large(ExecutionRecord execution) {
        return LargeValue.isLarge(execution.input()) ? LargeValue.of(execution.input()) : null;
    }

    private static String insert(WriteSession session, ExecutionRecord execution, LargeValue input)
            throws SQLException {
        StartTerms terms = execution.terms();
        if (terms.idempotencyKey() != null) {
            int free = session.update(
                    """
                    INSERT INTO start_key (workflow, idempotency_key, execution_id, expires_at) VALUES (?, ?, ?, ?)
                    ON CONFLICT (workflow, idempotency_key) DO UPDATE SET execution_id = excluded.execution_id,
                        expires_at = excluded.expires_at WHERE start_key.expires_at <= ?""",
                    execution.workflow(),
                    terms.idempotencyKey(),
                    execution.id(),
                    terms.keyExpiresAt(),
                    execution.createdAt());
            if (free == 0) {
                return session.text(
                                "SELECT execution_id FROM start_key WHERE workflow = ? AND idempotency_key = ?",
                                execution.workflow(),
                                terms.idempotencyKey())
                        .orElseThrow();
            }
        }
        add(session, execution, input);
        return execution.id();
    }

    /**
     * Adds an execution that a step of its parent started.
     *
     * @param execution with a parent and a key
     * @param callback gets the id of the parent's child with this key: the new one's, or that of the first
     */
    public void insertChild(ExecutionRecord execution, StoreCallback<String> callback) {
        LargeValue large = large(execution);
        store.writer()
                .submit(
                        session -> {
                            Optional<String> known = session.text(
                                    "SELECT id FROM execution WHERE parent_id = ? AND idempotency_key = ?",
                                    execution.terms().parentId(),
                                    execution.terms().idempotencyKey());
                            if (known.isEmpty()) {
                                add(session, execution, large);
                            }
                            return known.orElse(execution.id());
                        },
                        callback);
    }

    /** @param input the execution's, when it is large; null otherwise */
    static void add(WriteSession session, ExecutionRecord execution, LargeValue input) throws SQLException {
        StartTerms terms = execution.terms();
        session.update(
                """
                INSERT INTO execution (id, workflow, version, status, entry, input, attempt, due_at, created_at,
                    idempotency_key, parent_id, cancel_with_parent, priority, concurrency_key, labels, deadline_at)
                VALUES (?, ?, ?, 'QUEUED', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                execution.id(),
                execution.workflow(),
                execution.version(),
                execution.entry(),
                input == null ? execution.input() : input.reference(),
                execution.attempt(),
                execution.dueAt(),
                execution.createdAt(),
                terms.idempotencyKey(),
                terms.parentId(),
                terms.cancelWithParent() ? 1 : 0,
                terms.priority(),
                terms.concurrencyKey(),
                Labels.format(terms.labels()),
                terms.deadlineAt());
        if (input != null) {
            LargeValueRows.insert(session, execution.id(), input);
        }
    }

    /** Notes that an execution runs. */
    public void begin(String executionId, long startedAt) {
        store.writer()
                .submit(
                        session -> session.update(
                                "UPDATE execution SET status = 'RUNNING', started_at = coalesce(started_at, ?)"
                                        + " WHERE id = ? AND status IN ('QUEUED', 'SUSPENDED')",
                                startedAt,
                                executionId),
                        (rows, failure) -> {});
    }

    /**
     * Ends an execution that reached the end of its route.
     *
     * @param callback gets those who waited for its end
     */
    public void complete(
            String executionId,
            long startedAt,
            List<StepRecord> steps,
            byte[] output,
            StoreCallback<List<Awakened>> callback) {
        LargeValue large = LargeValue.isLarge(output) ? LargeValue.of(output) : null;
        store.writer()
                .submit(
                        session -> {
                            StepRows.insert(session, executionId, steps);
                            if (large != null) {
                                LargeValueRows.insert(session, executionId, large);
                            }
                            session.update(
                                    "UPDATE execution SET status = 'COMPLETED', requested = NULL, output = ?,"
                                            + " finished_at = ?, started_at = coalesce(started_at, ?) WHERE id = ?",
                                    large == null ? output : large.reference(),
                                    clock.now(),
                                    startedAt,
                                    executionId);
                            return WaitRows.wakeParent(session, executionId, clock.now());
                        },
                        callback);
    }

    /**
     * Ends an attempt that failed.
     *
     * @param discarded the sequences of steps that a further attempt does not replay
     * @param next the number of the next attempt; empty when there is none, and the execution becomes a dead letter
     * @param callback gets those who waited for its end, if it is one
     */
    public void fail(
            String executionId,
            long startedAt,
            List<StepRecord> steps,
            Collection<Long> discarded,
            Failure failure,
            Optional<NextAttempt> next,
            StoreCallback<List<Awakened>> callback) {
        StoreWrite<List<Awakened>> write = session -> {
            StepRows.insert(session, executionId, steps, discarded);
            StepRows.discard(session, executionId, discarded);
            session.update(
                    """
                    UPDATE execution SET status = ?, attempt = coalesce(?, attempt), due_at = coalesce(?, due_at),
                        requested = CASE WHEN ? = 1 THEN requested END,
                        finished_at = ?, started_at = coalesce(started_at, ?),
                        error_class = ?, error_message = ?, error_step = ?, error_trace = ? WHERE id = ?""",
                    next.isPresent() ? "QUEUED" : "DEAD_LETTER",
                    next.map(NextAttempt::number).orElse(null),
                    next.map(NextAttempt::dueAt).orElse(null),
                    next.isPresent() ? 1 : 0,
                    next.isPresent() ? null : clock.now(),
                    startedAt,
                    failure.className(),
                    failure.message(),
                    failure.step(),
                    failure.trace(),
                    executionId);
            return next.isPresent() ? List.of() : WaitRows.wakeParent(session, executionId, clock.now());
        };
        store.writer().submit(write, callback);
    }

    /**
     * The next attempt of an execution.
     *
     * @param dueAt not before, in milliseconds since 1970
     */
    public record NextAttempt(int number, long dueAt) {}

    /** An execution as far as interventions need to know it; empty when there is none of that id. */
    public Optional<Standing> standing(String executionId) {
        return Optional.ofNullable(store.read()
                        .fetchOne(
                                "SELECT workflow, version, status, error_step FROM execution WHERE id = ?",
                                executionId))
                .map(row -> new Standing(
                        row.get("workflow", String.class),
                        row.get("version", String.class),
                        ExecutionStatus.valueOf(row.get("status", String.class)),
                        row.get("error_step", String.class)));
    }

    /**
     * Where an execution stands.
     *
     * @param errorStep the step whose failure ended the last attempt that failed, or null
     */
    public record Standing(String workflow, String version, ExecutionStatus status, String errorStep) {}
    /** The version that an execution is on; empty when it is not known. */
    public Optional<WorkflowVersion> versionOf(String executionId) {
        return Optional.ofNullable(
                        store.read().fetchOne("SELECT workflow, version FROM execution WHERE id = ?", executionId))
                .map(row -> new WorkflowVersion(row.get("workflow", String.class), row.get("version", String.class)));
    }

    /** A version of a workflow. */
    public record WorkflowVersion(String workflow, String version) {}

    /** How an execution ended; empty when it has not, or is not known. */
    public Optional<End> finished(String executionId) {
        Record row = store.read()
                .fetchOne(
                        "SELECT * FROM execution WHERE id = ? AND status IN ('COMPLETED', 'DEAD_LETTER', 'CANCELLED')",
                        executionId);
        return Optional.ofNullable(row)
                .map(end -> new End(
                        ExecutionStatus.valueOf(end.get("status", String.class)),
                        LargeValueRows.content(store.read(), executionId, end.get("output", byte[].class)),
                        end.get("status", String.class).equals("COMPLETED")
                                ? null
                                : new Failure(
                                        end.get("error_class", String.class),
                                        end.get("error_message", String.class),
                                        end.get("error_step", String.class),
                                        end.get("error_trace", String.class))));
    }

    /**
     * How an execution ended.
     *
     * @param output encoded; null when it did not complete
     * @param failure null when it completed
     */
    public record End(ExecutionStatus status, byte[] output, Failure failure) {}
}
