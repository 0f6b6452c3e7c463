/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.BatchWrite;
import dev.serai.store.Store;
import dev.serai.store.StoreCallback;
import dev.serai.store.WriteSession;
import dev.serai.workflow.mistake.Mistake;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jooq.Record;

/** What steps did. */
public final class StepRows {

    private static final String INSERT = """
            INSERT INTO step_record (execution_id, sequence, step, attempt, redelivery, discarded, idempotency_key,
                started_at, finished_at, input, change, failure, secrets, visits)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    /** The condition is that of the index. */
    private static final String COVER = """
            UPDATE step_record SET covered = ? WHERE execution_id = ? AND covered = 0 AND discarded = 0
                AND sequence >= ? AND sequence < ? AND substr(step, 1, ?) = ?""";

    private static final BatchWrite<Added, Void> APPEND = StepRows::append;

    private final Store store;

    StepRows(Store store) {
        this.store = store;
    }

    /**
     * Makes steps durable.
     *
     * @param steps may be empty: then the callback waits for what was written before
     */
    public void append(ExecutionRecord execution, List<StepRecord> steps, StoreCallback<Void> callback) {
        store.writer().submit(APPEND, execution.id(), execution.node(), new Added(execution.id(), steps), callback);
    }

    private static List<Void> append(WriteSession session, List<Added> all) throws SQLException {
        insert(session, all);
        return Collections.nCopies(all.size(), null);
    }

    /** Inserts the steps of many executions. */
    static void insert(WriteSession session, List<Added> all) throws SQLException {
        List<Object[]> rows = new ArrayList<>();
        List<Object[]> large = new ArrayList<>();
        List<Object[]> covers = new ArrayList<>();
        for (Added added : all) {
            for (StepRecord step : added.steps) {
                rows.add(row(added, step));
                if (step.large() != null) {
                    large.add(LargeValueRows.row(added.executionId, step.large()));
                }
                if (step.cover() != null) {
                    cover(added.executionId, step, covers);
                }
            }
        }
        session.updateAll(INSERT, rows);
        LargeValueRows.insert(session, large);
        session.updateAll(COVER, covers);
    }

    private static Object[] row(Added added, StepRecord step) {
        return new Object[] {
            added.executionId,
            step.sequence(),
            step.step(),
            step.attempt(),
            step.redelivery() ? 1 : 0,
            added.discarded.contains(step.sequence()) ? 1 : 0,
            step.idempotencyKey(),
            step.startedAt(),
            step.finishedAt(),
            step.input(),
            step.change(),
            step.failure(),
            step.secrets().isEmpty() ? null : String.join(" ", step.secrets()),
            step.cover() == null ? null : step.cover().visits()
        };
    }

    /**
     * Steps of an execution that are to be recorded.
     *
     * @param discarded the sequences of those that a further attempt does not replay
     */
    record Added(String executionId, List<StepRecord> steps, Collection<Long> discarded) {

        Added(String executionId, List<StepRecord> steps) {
            this(executionId, steps, Set.of());
        }
    }

    /** Marks the records that another one stands for: a replay does not load them, and people still see them. */
    private static void cover(String executionId, StepRecord step, List<Object[]> covers) {
        for (String beginning : step.cover().inside()) {
            covers.add(new Object[] {
                step.sequence(), executionId, step.cover().first(), step.sequence(), beginning.length(), beginning
            });
        }
    }

    /**
     * Marks steps that a further attempt does not replay. What they waited for is waited for again; but a signal, and
     * what people decided, is given again to the step that had it, unless just this made it fail.
     */
    static void discard(WriteSession session, String executionId, Collection<Long> sequences) throws SQLException {
        Collection<Long> discarded = sequences;
        while (!discarded.isEmpty()) {
            for (Long sequence : discarded) {
                discard(session, executionId, sequence);
            }
            // What a discarded record stood for is discarded with it, level by level.
            discarded = session.rows("""
                    SELECT sequence FROM step_record WHERE execution_id = ? AND discarded = 0 AND covered IN
                        (SELECT sequence FROM step_record WHERE execution_id = ? AND discarded = 1)""", row -> row.getLong(1), executionId, executionId);
        }
    }

    private static void discard(WriteSession session, String executionId, long sequence) throws SQLException {
        session.update(
                "UPDATE step_record SET discarded = 1 WHERE execution_id = ? AND sequence = ?", executionId, sequence);
        session.update("""
                DELETE FROM step_wait WHERE execution_id = ? AND step = (SELECT step FROM step_record r
                    WHERE r.execution_id = ? AND r.sequence = ? AND (step_wait.kind <> 'SIGNAL'
                    OR r.failure IS NOT NULL))""", executionId, executionId, sequence);
    }

    /** The steps that a replay gives back, in the order in which they ended, and the last sequence used. */
    public RecordedSteps recorded(String executionId) {
        List<StepRecord> kept = store.read()
                .fetch(
                        "SELECT * FROM step_record WHERE execution_id = ? AND covered = 0"
                                + (Mistake.REPLAYS_WHAT_WAS_DISCARDED.isMade() ? "" : " AND discarded = 0")
                                + " ORDER BY sequence",
                        executionId)
                .map(StepRows::step);
        Long last = store.read()
                .fetchOne("SELECT max(sequence) FROM step_record WHERE execution_id = ?", executionId)
                .get(0, Long.class);
        return new RecordedSteps(kept, last == null ? 0 : last);
    }

    /** @param lastSequence of all records, the discarded ones included; 0 when there is none */
    public record RecordedSteps(List<StepRecord> steps, long lastSequence) {

        public static final RecordedSteps NONE = new RecordedSteps(List.of(), 0);
    }

    private static StepRecord step(Record row) {
        byte[] visits = row.get("visits", byte[].class);
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
                row.get("failure", byte[].class),
                secrets(row.get("secrets", String.class)),
                null,
                visits == null ? null : new Cover(0, List.of(), visits));
    }

    /** The names that the store keeps with a step. */
    public static Set<String> secrets(String kept) {
        return kept == null ? Set.of() : Set.of(kept.split(" ", -1));
    }

    /** Every step of an execution without what it did, in the order in which they ended. */
    public List<Mark> marks(String executionId) {
        return store.read()
                .fetch(
                        "SELECT sequence, step, redelivery, discarded, covered FROM step_record"
                                + " WHERE execution_id = ? ORDER BY sequence",
                        executionId)
                .map(row -> new Mark(
                        row.get("sequence", Long.class),
                        row.get("step", String.class),
                        row.get("redelivery", Integer.class) == 1,
                        row.get("discarded", Integer.class) == 1,
                        row.get("covered", Long.class)));
    }

    /**
     * Where a step stands in the record.
     *
     * @param discarded a replay does not give it back
     * @param coveredBy the sequence of the record that stands for it; 0 for none
     */
    public record Mark(long sequence, String step, boolean redelivery, boolean discarded, long coveredBy) {

        /** Whether another record stands for it. */
        public boolean covered() {
            return coveredBy != 0;
        }
    }
}
