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
import dev.serai.workflow.journal.StepWait.Answer;
import dev.serai.workflow.journal.StepWait.Question;
import dev.serai.workflow.journal.StepWait.State;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What executions wait for. A signal, or the end of a child, and the wait for it meet in one transaction
 * whichever comes first, so neither can miss the other.
 */
public final class WaitRows {

    private static final String FINAL = "('COMPLETED', 'DEAD_LETTER', 'CANCELLED')";

    private static final BatchWrite<Leave, Long> SUSPEND = WaitRows::suspend;

    private final BatchWrite<Arrival, Answer> arrive = this::arrive;
    private final Store store;
    private final EngineClock clock;

    WaitRows(Store store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * A step arrived that waits. Makes the steps before it durable, and tells what became of the wait; the same answer
     * for a step that arrives again after a crash.
     */
    public void arrive(
            ExecutionRecord execution, List<StepRecord> before, StepWait wait, StoreCallback<Answer> callback) {
        Arrival arrival = new Arrival(new Added(execution.id(), before), wait);
        store.writer().submit(arrive, execution.id(), execution.node(), arrival, callback);
    }

    private List<Answer> arrive(WriteSession session, List<Arrival> arrivals) throws SQLException {
        StepRows.insert(session, arrivals.stream().map(Arrival::before).toList());
        List<Answer> answers = new ArrayList<>();
        for (Arrival arrival : arrivals) {
            answers.add(arrive(session, arrival.before.executionId(), arrival.stepWait));
        }
        return answers;
    }

    private record Arrival(Added before, StepWait stepWait) {}

    private Answer arrive(WriteSession session, String executionId, StepWait wait) throws SQLException {
        long now = clock.now();
        Question question = wait.question();
        // Whoever sends a signal holds on to the same row, so one of the two sees what the other did.
        lock(session, executionId);
        session.update(
                """
                INSERT INTO step_wait (execution_id, step, kind, subject, since, due_at, title, approvers)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                executionId,
                wait.step(),
                wait.kind().name(),
                wait.subject(),
                now,
                wait.dueAt(),
                question == null ? null : question.title(),
                question == null ? null : ApprovalRows.format(question.approvers()));
        Begun begun = session.rows(
                        "SELECT subject, due_at FROM step_wait WHERE execution_id = ? AND step = ?",
                        row -> new Begun(row.getString(1), row.getLong(2)),
                        executionId,
                        wait.step())
                .get(0);
        Answer answer = answer(session, executionId, wait, begun, now);
        if (answer.state() != State.WAITING) {
            session.update(
                    "UPDATE step_wait SET over = 1 WHERE execution_id = ? AND step = ?", executionId, wait.step());
        }
        return answer;
    }

    /** What the first arrival decided: a later one may compute another name or time. */
    private record Begun(String subject, long dueAt) {}

    private static Answer answer(WriteSession session, String executionId, StepWait wait, Begun begun, long now)
            throws SQLException {
        State state = begun.dueAt <= now ? State.TIMED_OUT : State.WAITING;
        byte[] payload = null;
        switch (wait.kind()) {
            case TIMER -> state = state == State.TIMED_OUT ? State.OVER : state;
            case SIGNAL -> {
                Optional<byte[]> taken = SignalRows.take(session, executionId, begun.subject, wait.step());
                if (taken.isPresent()) {
                    state = State.OVER;
                    payload = taken.get();
                }
            }
            case CHILD -> {
                // Its end holds on to its row until those who wait for it are looked for.
                lock(session, begun.subject);
                // A child that is not there any more has ended too.
                boolean runs = session.text(
                                "SELECT id FROM execution WHERE id = ? AND status NOT IN " + FINAL, begun.subject)
                        .isPresent();
                state = runs ? state : State.OVER;
            }
        }
        return new Answer(state, begun.subject, payload, begun.dueAt);
    }

    /**
     * Takes an execution out of memory until one of its waits is over.
     *
     * @param goOnAtOnce something of it can go on already
     * @param callback gets when it is due, in milliseconds since 1970
     */
    public void suspend(
            ExecutionRecord execution, List<StepRecord> steps, boolean goOnAtOnce, StoreCallback<Long> callback) {
        Leave leave = new Leave(new Added(execution.id(), steps), execution.dueAt(), goOnAtOnce);
        store.writer().submit(SUSPEND, execution.id(), execution.node(), leave, callback);
    }

    private static List<Long> suspend(WriteSession session, List<Leave> leaves) throws SQLException {
        StepRows.insert(session, leaves.stream().map(Leave::steps).toList());
        List<Long> due = new ArrayList<>();
        List<Object[]> rows = new ArrayList<>();
        for (Leave leave : leaves) {
            String id = leave.steps.executionId();
            // What comes from another process from here on finds it suspended.
            lock(session, id);
            long dueAt = Math.max(leave.notBefore, leave.goOnAtOnce ? 0 : nextEvent(session, id));
            due.add(dueAt);
            rows.add(new Object[] {dueAt, id});
        }
        session.updateAll("UPDATE execution SET status = 'SUSPENDED', node = NULL, due_at = ? WHERE id = ?", rows);
        return due;
    }

    private record Leave(Added steps, long notBefore, boolean goOnAtOnce) {}

    /** When the first wait of an execution ends by itself; 0 when something that is waited for is there already. */
    private static long nextEvent(WriteSession session, String executionId) throws SQLException {
        return session.rows("""
                        SELECT min(CASE
                            WHEN kind = 'SIGNAL' AND EXISTS (SELECT 1 FROM signal s WHERE s.name = w.subject
                                AND s.execution_id = w.execution_id AND s.taken_by IS NULL) THEN 0
                            WHEN kind = 'CHILD' AND NOT EXISTS (SELECT 1 FROM execution c WHERE c.id = w.subject
                                AND c.status NOT IN %s) THEN 0
                            ELSE due_at END)
                        FROM step_wait w WHERE execution_id = ? AND over = 0""".formatted(FINAL), row -> row.getLong(1), executionId)
                .get(0);
    }

    /**
     * Makes those due that wait for children, because these have ended. Part of the transaction that ends them.
     *
     * @param children their ids
     * @param now in milliseconds since 1970
     * @return who goes on, by the child
     */
    static Map<String, List<Awakened>> wakeParents(WriteSession session, List<String> children, long now)
            throws SQLException {
        List<String[]> waiting = session.rowsFor(
                "SELECT subject, execution_id FROM step_wait WHERE subject IN (%s) AND kind = 'CHILD' AND over = 0",
                "?", children.stream().map(child -> new Object[] {child}).toList(), row ->
                        new String[] {row.getString(1), row.getString(2)});
        Map<String, List<Awakened>> awakened = new HashMap<>();
        for (String[] wait : waiting) {
            List<Awakened> ofChild = awakened.computeIfAbsent(wait[0], child -> new ArrayList<>());
            awaken(session, wait[1], now).ifPresent(ofChild::add);
        }
        return awakened;
    }

    /** Like {@link #wakeParents}, for one child. */
    static List<Awakened> wakeParent(WriteSession session, String child, long now) throws SQLException {
        return wakeParents(session, List.of(child), now).getOrDefault(child, List.of());
    }

    /** Makes an execution due if it lies in the store until something comes; empty when it does not. */
    static Optional<Awakened> awaken(WriteSession session, String executionId, long now) throws SQLException {
        lock(session, executionId);
        int changed = session.update(
                "UPDATE execution SET due_at = ? WHERE id = ? AND status IN ('SUSPENDED', 'PAUSED') AND due_at > ?",
                now,
                executionId,
                now);
        return changed == 0
                ? Optional.empty()
                : session
                        .rows(
                                "SELECT id, workflow, version FROM execution WHERE id = ?",
                                row -> new Awakened(row.getString(1), row.getString(2), row.getString(3)),
                                executionId)
                        .stream()
                        .findFirst();
    }

    /** Keeps an execution as it is until the transaction ends; what is read from here on is what it is then. */
    static void lock(WriteSession session, String executionId) throws SQLException {
        session.lock("SELECT id FROM execution WHERE id = ?", executionId);
    }
}
