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
import java.util.Set;
import org.jooq.Record;

/** The statements on the tables of executions, steps and versions. Thread-safe. */
public final class ExecutionTables {

    private static final String INSERT_STEP = """
            INSERT INTO step_record (execution_id, sequence, step, attempt, redelivery, discarded, idempotency_key,
                started_at, finished_at, input, change, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Store store;

    public ExecutionTables(Store store) {
        this.store = store;
    }

    /** Makes the tables, or brings them up to date. */
    public void migrate() {
        store.migrate("workflow", "dev/serai/workflow/sqlite");
    }

    /**
     * Adds an execution to the queue.
     *
     * @param callback gets the id of the execution with this key: the new one's, or that of the first
     */
    public void insert(ExecutionRecord execution, StoreCallback<String> callback) {
        store.writer().submit(session -> insert(session, execution), callback);
    }

    private static String insert(WriteSession session, ExecutionRecord execution) throws SQLException {
        int rows = session.update(
                """
                INSERT INTO execution (id, workflow, version, status, idempotency_key, parent_id, input, attempt,
                    due_at, created_at) VALUES (?, ?, ?, 'QUEUED', ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                execution.id(),
                execution.workflow(),
                execution.version(),
                execution.idempotencyKey(),
                execution.parentId(),
                execution.input(),
                execution.attempt(),
                execution.dueAt(),
                execution.createdAt());
        return rows == 1
                ? execution.id()
                : session.text(
                                "SELECT id FROM execution WHERE workflow = ? AND idempotency_key = ?",
                                execution.workflow(),
                                execution.idempotencyKey())
                        .orElseThrow();
    }

    /** Notes that an execution runs. */
    public void begin(String executionId, long startedAt) {
        store.writer()
                .submit(
                        session -> session.update(
                                "UPDATE execution SET status = 'RUNNING', started_at = coalesce(started_at, ?)"
                                        + " WHERE id = ? AND status = 'QUEUED'",
                                startedAt,
                                executionId),
                        (rows, failure) -> {});
    }

    /**
     * Makes steps durable.
     *
     * @param steps may be empty: then the callback waits for what was written before
     */
    public void append(String executionId, List<StepRecord> steps, StoreCallback<Void> callback) {
        store.writer()
                .submit(
                        session -> {
                            insertSteps(session, executionId, steps, Set.of());
                            return null;
                        },
                        callback);
    }

    private static void insertSteps(
            WriteSession session, String executionId, List<StepRecord> steps, Collection<Long> discarded)
            throws SQLException {
        for (StepRecord step : steps) {
            session.update(
                    INSERT_STEP,
                    executionId,
                    step.sequence(),
                    step.step(),
                    step.attempt(),
                    step.redelivery() ? 1 : 0,
                    discarded.contains(step.sequence()) ? 1 : 0,
                    step.idempotencyKey(),
                    step.startedAt(),
                    step.finishedAt(),
                    step.input(),
                    step.change(),
                    step.failure());
        }
    }

    /** Ends an execution that reached the end of its route. */
    public void complete(
            String executionId, long startedAt, List<StepRecord> steps, byte[] output, StoreCallback<Void> callback) {
        store.writer()
                .submit(
                        session -> {
                            insertSteps(session, executionId, steps, Set.of());
                            session.update(
                                    "UPDATE execution SET status = 'COMPLETED', output = ?, finished_at = ?,"
                                            + " started_at = coalesce(started_at, ?) WHERE id = ?",
                                    output,
                                    System.currentTimeMillis(),
                                    startedAt,
                                    executionId);
                            return null;
                        },
                        callback);
    }

    /**
     * Ends an attempt that failed.
     *
     * @param discarded the sequences of steps that a further attempt does not replay
     * @param next the number of the next attempt; empty when there is none, and the execution becomes a dead letter
     */
    public void fail(
            String executionId,
            long startedAt,
            List<StepRecord> steps,
            Collection<Long> discarded,
            Failure failure,
            Optional<NextAttempt> next,
            StoreCallback<Void> callback) {
        StoreWrite<Void> write = session -> {
            insertSteps(session, executionId, steps, discarded);
            for (Long sequence : discarded) {
                session.update(
                        "UPDATE step_record SET discarded = 1 WHERE execution_id = ? AND sequence = ?",
                        executionId,
                        sequence);
            }
            session.update(
                    """
                    UPDATE execution SET status = ?, attempt = coalesce(?, attempt), due_at = coalesce(?, due_at),
                        finished_at = ?, started_at = coalesce(started_at, ?), error_class = ?, error_message = ?,
                        error_step = ?, error_trace = ? WHERE id = ?""",
                    next.isPresent() ? "QUEUED" : "DEAD_LETTER",
                    next.map(NextAttempt::number).orElse(null),
                    next.map(NextAttempt::dueAt).orElse(null),
                    next.isPresent() ? null : System.currentTimeMillis(),
                    startedAt,
                    failure.className(),
                    failure.message(),
                    failure.step(),
                    failure.trace(),
                    executionId);
            return null;
        };
        store.writer().submit(write, callback);
    }

    /**
     * The next attempt of an execution.
     *
     * @param dueAt not before, in milliseconds since 1970
     */
    public record NextAttempt(int number, long dueAt) {}

    /** Puts a dead letter back into the queue; false when there is none of that id. */
    public boolean replay(String executionId) {
        return store.writer()
                        .await(session -> session.update(
                                "UPDATE execution SET status = 'QUEUED', attempt = 1, due_at = ?, finished_at = NULL"
                                        + " WHERE id = ? AND status = 'DEAD_LETTER'",
                                System.currentTimeMillis(),
                                executionId))
                == 1;
    }

    /** Puts what ran when the last process ended back into the queue, and gives how many these were. */
    public int recover() {
        return store.writer()
                .await(session -> session.update("UPDATE execution SET status = 'QUEUED' WHERE status = 'RUNNING'"));
    }

    /** Executions whose turn has come, the longest due first. */
    public List<ExecutionRecord> due(String workflow, String version, long now, int limit) {
        return store.read().fetch("""
                        SELECT id, workflow, version, idempotency_key, parent_id, input, attempt, due_at, created_at
                        FROM execution WHERE workflow = ? AND version = ? AND status IN ('QUEUED', 'RUNNING')
                        AND due_at <= ? ORDER BY due_at, id LIMIT ?""", workflow, version, now, limit).map(ExecutionTables::execution);
    }

    private static ExecutionRecord execution(Record row) {
        return new ExecutionRecord(
                row.get("id", String.class),
                row.get("workflow", String.class),
                row.get("version", String.class),
                row.get("idempotency_key", String.class),
                row.get("parent_id", String.class),
                row.get("input", byte[].class),
                row.get("attempt", Integer.class),
                row.get("due_at", Long.class),
                row.get("created_at", Long.class));
    }

    /** The earliest time after a given one at which an execution becomes due. */
    public Optional<Long> nextDue(String workflow, String version, long after) {
        return Optional.ofNullable(store.read()
                .fetchOne(
                        "SELECT min(due_at) FROM execution WHERE workflow = ? AND version = ?"
                                + " AND status IN ('QUEUED', 'RUNNING') AND due_at > ?",
                        workflow,
                        version,
                        after)
                .get(0, Long.class));
    }

    /** The steps that a replay gives back, in the order in which they ended, and the last sequence used. */
    public RecordedSteps steps(String executionId) {
        var rows =
                store.read().fetch("SELECT * FROM step_record WHERE execution_id = ? ORDER BY sequence", executionId);
        long last = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).get("sequence", Long.class);
        List<StepRecord> kept = rows.stream()
                .filter(row -> row.get("discarded", Integer.class) == 0)
                .map(ExecutionTables::step)
                .toList();
        return new RecordedSteps(kept, last);
    }

    /** @param lastSequence of all records, the discarded ones included; 0 when there is none */
    public record RecordedSteps(List<StepRecord> steps, long lastSequence) {

        public static final RecordedSteps NONE = new RecordedSteps(List.of(), 0);
    }

    static StepRecord step(Record row) {
        return new StepRecord(
                row.get("sequence", Long.class),
                row.get("step", String.class),
                row.get("attempt", Integer.class),
                row.get("redelivery", Integer.class) == 1,
                row.get("idempotency_key", String.class),
                row.get("started_at", Long.class),
                row.get("finished_at", Long.class),
                row.get("input", byte[].class),
                row.get("change", byte[].class),
                row.get("failure", byte[].class));
    }

    /** How an execution ended; empty when it has not, or is not known. */
    public Optional<End> finished(String executionId) {
        Record row = store.read()
                .fetchOne(
                        "SELECT * FROM execution WHERE id = ? AND status IN ('COMPLETED', 'DEAD_LETTER')", executionId);
        return Optional.ofNullable(row)
                .map(end -> new End(
                        end.get("output", byte[].class),
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
     * @param output encoded; null when it became a dead letter
     * @param failure null when it completed
     */
    public record End(byte[] output, Failure failure) {}

    /** How many executions are not finished, by workflow and version. */
    public List<Unfinished> unfinished() {
        return store.read()
                .fetch("SELECT workflow, version, count(*) AS n FROM execution WHERE status IN ('QUEUED', 'RUNNING')"
                        + " GROUP BY workflow, version")
                .map(row -> new Unfinished(
                        row.get("workflow", String.class), row.get("version", String.class), row.get("n", Long.class)));
    }

    /** Executions of one version that are not finished. */
    public record Unfinished(String workflow, String version, long count) {}

    /** Keeps the source of a version, so that its executions can go on with it later. */
    public void keepVersion(String workflow, String version, String fileName, String source) {
        store.writer()
                .await(session -> session.update(
                        "INSERT INTO workflow_version (workflow, version, file_name, source, created_at)"
                                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        workflow,
                        version,
                        fileName,
                        source,
                        System.currentTimeMillis()));
    }

    /** The kept source of a version; empty when its definition came from no file. */
    public Optional<VersionSource> source(String workflow, String version) {
        Record row = store.read()
                .fetchOne(
                        "SELECT file_name, source FROM workflow_version WHERE workflow = ? AND version = ?"
                                + " AND source IS NOT NULL",
                        workflow,
                        version);
        return Optional.ofNullable(row)
                .map(found ->
                        new VersionSource(found.get("file_name", String.class), found.get("source", String.class)));
    }

    /** The file that a version was defined in. */
    public record VersionSource(String fileName, String text) {}
}
