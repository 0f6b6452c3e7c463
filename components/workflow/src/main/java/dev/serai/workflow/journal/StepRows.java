/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.StoreCallback;
import dev.serai.store.WriteSession;
import dev.serai.workflow.mistake.Mistake;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jooq.Record;

/** What steps did. */
public final class StepRows {

    private static final String INSERT = """
            INSERT INTO step_record (execution_id, sequence, step, attempt, redelivery, discarded, idempotency_key,
                started_at, finished_at, input, change, failure, secrets)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Store store;

    StepRows(Store store) {
        this.store = store;
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
                            insert(session, executionId, steps);
                            return null;
                        },
                        callback);
    }

    static void insert(WriteSession session, String executionId, List<StepRecord> steps) throws SQLException {
        insert(session, executionId, steps, Set.of());
    }

    static void insert(WriteSession session, String executionId, List<StepRecord> steps, Collection<Long> discarded)
            throws SQLException {
        for (StepRecord step : steps) {
            session.update(
                    INSERT,
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
                    step.failure(),
                    step.secrets().isEmpty() ? null : String.join(" ", step.secrets()));
        }
    }

    /**
     * Marks steps that a further attempt does not replay. What they waited for is waited for again; but a signal, and
     * what people decided, is given again to the step that had it, unless just this made it fail.
     */
    static void discard(WriteSession session, String executionId, Collection<Long> sequences) throws SQLException {
        for (Long sequence : sequences) {
            session.update(
                    "UPDATE step_record SET discarded = 1 WHERE execution_id = ? AND sequence = ?",
                    executionId,
                    sequence);
            session.update("""
                    DELETE FROM step_wait WHERE execution_id = ? AND step = (SELECT step FROM step_record r
                        WHERE r.execution_id = ? AND r.sequence = ? AND (step_wait.kind <> 'SIGNAL'
                        OR r.failure IS NOT NULL))""", executionId, executionId, sequence);
        }
    }

    /** The steps that a replay gives back, in the order in which they ended, and the last sequence used. */
    public RecordedSteps recorded(String executionId) {
        var rows =
                store.read().fetch("SELECT * FROM step_record WHERE execution_id = ? ORDER BY sequence", executionId);
        long last = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).get("sequence", Long.class);
        List<StepRecord> kept = rows.stream()
                .filter(row -> row.get("discarded", Integer.class) == 0 || Mistake.REPLAYS_WHAT_WAS_DISCARDED.isMade())
                .map(StepRows::step)
                .toList();
        return new RecordedSteps(kept, last);
    }

    /** @param lastSequence of all records, the discarded ones included; 0 when there is none */
    public record RecordedSteps(List<StepRecord> steps, long lastSequence) {

        public static final RecordedSteps NONE = new RecordedSteps(List.of(), 0);
    }

    private static StepRecord step(Record row) {
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
                secrets(row.get("secrets", String.class)));
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
                        row.get("covered", Integer.class) == 1));
    }

    /**
     * Where a step stands in the record.
     *
     * @param discarded a replay does not give it back
     * @param covered another record stands for it
     */
    public record Mark(long sequence, String step, boolean redelivery, boolean discarded, boolean covered) {}
}
