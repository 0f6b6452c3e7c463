/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.connector.Redaction;
import dev.serai.store.StoreClient;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.StepRows;
import dev.serai.workflow.step.StepSecrets;
import dev.serai.workflow.value.MessageState;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Reads executions from a store's folder, also while a runtime works on it: each read is short and holds nobody up.
 * Secrets are masked: what a connector's specification says to be one, values under the names of credentials, and what
 * the given redactions know. Thread-safe.
 */
public final class ExecutionHistory {

    private static final int MOST_RELATIVES = 100;

    private final StoreClient store;
    private final Masking masking;

    /**
     * @param store where the store lies
     * @throws dev.serai.store.StoreException when there is none
     */
    public ExecutionHistory(StoreSettings store) {
        this(store, List.of(), List.of());
    }

    /**
     * @param store where the store lies
     * @param redactions know secrets, such as those of declared connectors, wherever they stand
     * @param secretNames names of fields and headers that are secret in any message
     * @throws dev.serai.store.StoreException when there is no store
     */
    public ExecutionHistory(StoreSettings store, Collection<Redaction> redactions, Collection<String> secretNames) {
        this.store = store.client();
        this.masking = new Masking(redactions, secretNames);
    }

    /** Executions, the newest first. */
    public List<ExecutionSummary> list(ExecutionFilter filter) {
        return store.read(sql -> FilterQuery.run(sql, filter).map(new HistoryRows(sql, masking, Set.of())::execution));
    }

    /**
     * Executions, the newest first.
     *
     * @param status only those of a status, or null for all
     * @param workflow only those of a workflow, or null for all
     * @param limit how many at most
     */
    public List<ExecutionSummary> list(ExecutionStatus status, String workflow, int limit) {
        return list(
                ExecutionFilter.ALL.withStatus(status).withWorkflow(workflow).withLimit(limit));
    }

    /** One execution with all its steps. */
    public Optional<ExecutionDetail> find(String id) {
        return find(id, 0, Integer.MAX_VALUE - 1);
    }

    /**
     * One execution with some of its steps.
     *
     * @param afterStep the sequence of the step before the first; 0 for the first of all
     * @param limit how many steps at most
     */
    public Optional<ExecutionDetail> find(String id, long afterStep, int limit) {
        return store.read(sql -> Optional.ofNullable(sql.fetchOne("SELECT * FROM execution WHERE id = ?", id))
                .map(row -> detail(sql, row, afterStep, limit)));
    }

    private ExecutionDetail detail(DSLContext sql, Record row, long afterStep, int limit) {
        String id = row.get("id", String.class);
        HistoryRows rows = new HistoryRows(sql, masking, secrets(sql, id));
        ExecutionSummary summary = rows.execution(row);
        List<StepSummary> steps = sql.fetch(
                        "SELECT * FROM step_record WHERE execution_id = ? AND sequence > ? ORDER BY sequence LIMIT ?",
                        id,
                        afterStep,
                        limit + 1)
                .map(step -> rows.step(step, summary.createdAt()));
        MessageState input = rows.input(row);
        return new ExecutionDetail(
                summary,
                rows.headers(input),
                rows.body(input),
                rows.output(row),
                summary.failedStep(),
                rows.trace(row),
                steps.size() > limit ? steps.subList(0, limit) : steps,
                steps.size() > limit,
                changedClasses(sql, id),
                sql.fetch("SELECT * FROM step_wait WHERE execution_id = ? ORDER BY since, step", id)
                        .map(rows::wait),
                sql.fetch("SELECT * FROM signal WHERE execution_id = ? ORDER BY sent_at, id", id)
                        .map(rows::signal),
                sql.fetch("SELECT * FROM intervention WHERE execution_id = ? ORDER BY id", id)
                        .map(rows::intervention),
                relatives(sql, rows, "parent_id", id),
                relatives(sql, rows, "origin_id", id));
    }

    private static List<ChangedClass> changedClasses(DSLContext sql, String id) {
        return sql.fetch("""
                        SELECT u.class_name, u.changed_at FROM execution e
                        JOIN used_class u ON u.workflow = e.workflow AND u.version = e.version
                        WHERE e.id = ? AND u.changed_at > e.started_at
                            AND (e.status NOT IN ('COMPLETED', 'CANCELLED') OR u.changed_at < e.finished_at)
                        ORDER BY u.class_name""", id)
                .map(row -> new ChangedClass(
                        row.get("class_name", String.class), Instant.ofEpochMilli(row.get("changed_at", Long.class))));
    }

    /** What is secret in one step is so in the whole execution: headers pass from step to step. */
    private static Set<String> secrets(DSLContext sql, String id) {
        Set<String> secrets = new HashSet<>();
        sql.fetch("SELECT DISTINCT secrets FROM step_record WHERE execution_id = ? AND secrets IS NOT NULL", id)
                .forEach(row -> secrets.addAll(StepRows.secrets(row.get("secrets", String.class))));
        secrets.remove(StepSecrets.BODY);
        return secrets;
    }

    private static List<ExecutionSummary> relatives(DSLContext sql, HistoryRows rows, String column, String id) {
        return sql.fetch(
                        "SELECT " + FilterQuery.COLUMNS + " FROM execution WHERE " + column
                                + " = ? ORDER BY id DESC LIMIT ?",
                        id,
                        MOST_RELATIVES)
                .map(rows::execution);
    }

    /** The places of steps that succeeded in dead letters, which a restart does again; each with how often. */
    public Map<String, Integer> doneAgain(List<String> executions) {
        Map<String, Integer> places = new TreeMap<>();
        store.read(sql -> {
            for (String id : executions) {
                sql.fetch(
                                "SELECT step FROM step_record WHERE execution_id = ? AND discarded = 0"
                                        + " AND failure IS NULL AND idempotency_key IS NOT NULL",
                                id)
                        .forEach(row -> {
                            String key = row.get("step", String.class);
                            places.merge(key.substring(0, key.lastIndexOf(Frame.VISIT)), 1, Integer::sum);
                        });
            }
            return null;
        });
        return places;
    }
}
