/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.store.StoreClient;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.LargeValueRows;
import dev.serai.workflow.value.ExchangeChange;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.camel.StreamCache;
import org.jooq.Record;

/** Reads executions from a store's folder. */
public final class ExecutionHistory {

    /** How many steps are read unless told. */
    public static final int STEPS_AT_ONCE = 1_000;

    private final StoreClient store;
    private final ValueCodec values = new ValueCodec();

    /**
     * @param storeDirectory the folder that holds the store
     * @throws dev.serai.store.StoreException when there is none
     */
    public ExecutionHistory(Path storeDirectory) {
        this.store = new StoreClient(storeDirectory);
    }

    /**
     * Executions, the newest first.
     *
     * @param status only those of a status, or null for all
     * @param workflow only those of a workflow, or null for all
     * @param limit how many at most
     */
    public List<ExecutionSummary> list(ExecutionStatus status, String workflow, int limit) {
        return store.read(sql -> sql.fetch("""
                        SELECT * FROM execution WHERE status = coalesce(?, status) AND workflow = coalesce(?, workflow)
                        ORDER BY id DESC LIMIT ?""", status == null ? null : status.name(), workflow, limit)
                .map(ExecutionHistory::summary));
    }

    /** How many executions there are of each status. */
    public Map<ExecutionStatus, Integer> counts() {
        return store.read(sql -> sql.fetch("SELECT status, count(*) AS n FROM execution GROUP BY status")
                .intoMap(
                        row -> ExecutionStatus.valueOf(row.get("status", String.class)),
                        row -> row.get("n", Integer.class)));
    }

    /** One execution with its first {@value #STEPS_AT_ONCE} steps. */
    public Optional<ExecutionDetail> find(String id) {
        return find(id, 0, STEPS_AT_ONCE);
    }

    /**
     * One execution with a part of its steps.
     *
     * @param after the sequence of the last step that is known; 0 for none
     * @param limit how many steps at most
     */
    public Optional<ExecutionDetail> find(String id, long after, int limit) {
        return store.read(sql -> {
            Record row = sql.fetchOne("SELECT * FROM execution WHERE id = ?", id);
            if (row == null) {
                return Optional.empty();
            }
            List<StepSummary> steps = sql.fetch(
                            "SELECT * FROM step_record WHERE execution_id = ? AND sequence > ?"
                                    + " ORDER BY sequence LIMIT ?",
                            id,
                            after,
                            limit)
                    .map(this::step);
            MessageState input =
                    MessageState.decode(values, LargeValueRows.content(sql, id, row.get("input", byte[].class)));
            byte[] output = LargeValueRows.content(sql, id, row.get("output", byte[].class));
            return Optional.of(new ExecutionDetail(
                    summary(row),
                    input.headers(),
                    readable(input.body()),
                    output == null ? null : readable(MessageState.decodeBody(values, output)),
                    row.get("error_step", String.class),
                    row.get("error_trace", String.class),
                    steps));
        });
    }

    private static ExecutionSummary summary(Record row) {
        return new ExecutionSummary(
                row.get("id", String.class),
                row.get("workflow", String.class),
                row.get("version", String.class),
                ExecutionStatus.valueOf(row.get("status", String.class)),
                row.get("idempotency_key", String.class),
                row.get("parent_id", String.class),
                row.get("attempt", Integer.class),
                time(row, "created_at"),
                time(row, "started_at"),
                time(row, "finished_at"),
                row.get("error_message", String.class));
    }

    @SuppressWarnings("unchecked")
    private StepSummary step(Record row) {
        byte[] failure = row.get("failure", byte[].class);
        byte[] input = row.get("input", byte[].class);
        byte[] change = row.get("change", byte[].class);
        Map<String, Object> problem = failure == null ? null : (Map<String, Object>) values.decode(failure);
        boolean discarded = row.get("discarded", Integer.class) == 1;
        Instant started = time(row, "started_at");
        long covered = row.get("covered", Long.class);
        return new StepSummary(
                row.get("sequence", Long.class),
                row.get("step", String.class),
                row.get("attempt", Integer.class),
                discarded ? "tried again" : failure == null ? "done" : "failed",
                started,
                Duration.between(started, time(row, "finished_at")),
                row.get("idempotency_key", String.class),
                input == null ? "<not kept: a stream, or large>" : readable(values.decode(input)),
                output(change),
                problem == null ? null : problem.get("class") + ": " + problem.get("message"),
                covered == 0 ? null : covered);
    }

    private Object output(byte[] encoded) {
        OptionalLong elsewhere = LargeValueRows.sizeElsewhere(encoded);
        if (elsewhere.isPresent()) {
            return "<" + elsewhere.getAsLong() + " bytes, kept apart>";
        }
        ExchangeChange change = ExchangeChange.decode(values, encoded);
        return change.bodyChanged() ? readable(change.body()) : "<unchanged>";
    }

    private static Object readable(Object value) {
        if (value instanceof StreamCache cache) {
            return "<a stream of " + cache.length() + " bytes>";
        }
        return value instanceof byte[] bytes ? "<" + bytes.length + " bytes>" : value;
    }

    private static Instant time(Record row, String column) {
        Long millis = row.get(column, Long.class);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
