/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.BatchWrite;
import dev.serai.store.Store;
import dev.serai.store.StoreCallback;
import dev.serai.store.WriteSession;
import dev.serai.workflow.journal.StepRows.Added;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Record;

/** Executions from their start to their end. */
public final class ExecutionRows {

    private static final String FAIL = """
            UPDATE execution SET status = ?, attempt = coalesce(?, attempt), due_at = coalesce(?, due_at),
                requested = CASE WHEN ? = 1 THEN requested END, node = NULL,
                finished_at = ?, started_at = coalesce(started_at, ?),
                error_class = ?, error_message = ?, error_step = ?, error_trace = ? WHERE id = ?""";

    /**
     * Only what waits begins to run. It is not said as the indexes of what is unfinished say it: PostgreSQL takes them for
     * nearly empty where millions of executions have ended, and would look through one in place of finding the id.
     */
    private static final String RUN = """
            UPDATE execution SET status = 'RUNNING', started_at = coalesce(started_at, ?)
            WHERE id = ? AND status NOT IN ('RUNNING', 'PAUSED', 'COMPLETED', 'DEAD_LETTER', 'CANCELLED')""";

    private static final BatchWrite<Object[], Void> BEGIN = ExecutionRows::begin;

    private final BatchWrite<Completion, List<Awakened>> complete = this::complete;
    private final BatchWrite<FailedAttempt, List<Awakened>> fail = this::fail;
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
        store.writer().submit(StartRows.START, execution.id(), execution.node(), NewExecution.of(execution), callback);
    }

    /**
     * Adds an execution that a step of its parent started.
     *
     * @param execution with a parent and a key
     * @param parentNode the process that took the parent
     * @param callback gets the id of the parent's child with this key: the new one's, or that of the first
     */
    public void insertChild(ExecutionRecord execution, int parentNode, StoreCallback<String> callback) {
        store.writer().submit(StartRows.START_CHILD, execution.id(), parentNode, NewExecution.of(execution), callback);
    }

    /** Notes that an execution runs. */
    public void begin(ExecutionRecord execution, long startedAt) {
        store.writer()
                .submit(
                        BEGIN,
                        execution.id(),
                        execution.node(),
                        new Object[] {startedAt, execution.id()},
                        (nothing, failure) -> {});
    }

    private static List<Void> begin(WriteSession session, List<Object[]> begun) throws SQLException {
        session.updateAll(RUN, begun);
        return Collections.nCopies(begun.size(), null);
    }

    /**
     * Ends an execution that reached the end of its route.
     *
     * @param callback gets those who waited for its end
     */
    public void complete(
            ExecutionRecord execution,
            long startedAt,
            List<StepRecord> steps,
            byte[] output,
            StoreCallback<List<Awakened>> callback) {
        LargeValue large = LargeValue.isLarge(output) ? LargeValue.of(output) : null;
        Completion completion = new Completion(new Added(execution.id(), steps), startedAt, output, large);
        store.writer().submit(complete, execution.id(), execution.node(), completion, callback);
    }

    private List<List<Awakened>> complete(WriteSession session, List<Completion> ended) throws SQLException {
        long now = clock.now();
        StepRows.insert(session, ended.stream().map(Completion::steps).toList());
        LargeValueRows.insert(
                session,
                ended.stream()
                        .filter(end -> end.large != null)
                        .map(end -> LargeValueRows.row(end.id(), end.large))
                        .toList());
        session.updateAll(
                "UPDATE execution SET status = 'COMPLETED', requested = NULL, node = NULL, output = ?,"
                        + " finished_at = ?, started_at = coalesce(started_at, ?) WHERE id = ?",
                ended.stream()
                        .map(end -> new Object[] {
                            end.large == null ? end.output : end.large.reference(), now, end.startedAt, end.id()
                        })
                        .toList());
        List<String> ids = ended.stream().map(Completion::id).toList();
        Map<String, List<Awakened>> awakened = WaitRows.wakeParents(session, ids, now);
        return ids.stream().map(id -> awakened.getOrDefault(id, List.of())).toList();
    }

    /** @param large the output when it is large; null otherwise */
    private record Completion(Added steps, long startedAt, byte[] output, LargeValue large) {

        String id() {
            return steps.executionId();
        }
    }

    /**
     * Ends an attempt that failed.
     *
     * @param discarded the sequences of steps that a further attempt does not replay
     * @param next the number of the next attempt; empty when there is none, and the execution becomes a dead letter
     * @param callback gets those who waited for its end, if it is one
     */
    public void fail(
            ExecutionRecord execution,
            long startedAt,
            List<StepRecord> steps,
            Collection<Long> discarded,
            Failure failure,
            Optional<NextAttempt> next,
            StoreCallback<List<Awakened>> callback) {
        FailedAttempt attempt =
                new FailedAttempt(new Added(execution.id(), steps, discarded), startedAt, failure, next);
        store.writer().submit(fail, execution.id(), execution.node(), attempt, callback);
    }

    private List<List<Awakened>> fail(WriteSession session, List<FailedAttempt> failed) throws SQLException {
        long now = clock.now();
        StepRows.insert(session, failed.stream().map(FailedAttempt::steps).toList());
        for (FailedAttempt attempt : failed) {
            StepRows.discard(session, attempt.id(), attempt.steps.discarded());
        }
        session.updateAll(FAIL, failed.stream().map(attempt -> attempt.row(now)).toList());
        List<String> dead = failed.stream()
                .filter(attempt -> attempt.next.isEmpty())
                .map(FailedAttempt::id)
                .toList();
        Map<String, List<Awakened>> awakened = WaitRows.wakeParents(session, dead, now);
        return failed.stream()
                .map(attempt -> awakened.getOrDefault(attempt.id(), List.of()))
                .toList();
    }

    private record FailedAttempt(Added steps, long startedAt, Failure failure, Optional<NextAttempt> next) {

        String id() {
            return steps.executionId();
        }

        Object[] row(long now) {
            return new Object[] {
                next.isPresent() ? "QUEUED" : "DEAD_LETTER",
                next.map(NextAttempt::number).orElse(null),
                next.map(NextAttempt::dueAt).orElse(null),
                next.isPresent() ? 1 : 0,
                next.isPresent() ? null : now,
                startedAt,
                failure.className(),
                failure.message(),
                failure.step(),
                failure.trace(),
                id()
            };
        }
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

    /** Those of some executions that have ended. */
    public List<String> finishedAmong(List<String> executionIds) {
        return store.read()
                .fetch(
                        "SELECT id FROM execution WHERE status IN ('COMPLETED', 'DEAD_LETTER', 'CANCELLED') AND id IN ("
                                + String.join(", ", Collections.nCopies(executionIds.size(), "?")) + ")",
                        executionIds.toArray())
                .getValues("id", String.class);
    }

    /**
     * How an execution ended.
     *
     * @param output encoded; null when it did not complete
     * @param failure null when it completed
     */
    public record End(ExecutionStatus status, byte[] output, Failure failure) {}
}
