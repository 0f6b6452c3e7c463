/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.workflow.journal.ExecutionStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;

/** A filter as a query. It names the indexes' conditions word by word, because the database compares them so. */
final class FilterQuery {

    /** What a list shows: no large values. */
    static final String COLUMNS = "id, workflow, version, status, idempotency_key, parent_id, origin_id, origin_step,"
            + " priority, labels, attempt, due_at, created_at, started_at, finished_at, error_class, error_message,"
            + " error_step";

    private static final String UNFINISHED = "status IN ('QUEUED', 'RUNNING', 'SUSPENDED')";

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    private FilterQuery() {}

    static Result<Record> run(DSLContext sql, ExecutionFilter filter) {
        FilterQuery query = new FilterQuery();
        query.status(filter.status());
        query.when(filter.workflow(), "workflow = ?");
        query.when(filter.parent(), "parent_id = ?");
        query.when(filter.priority(), "priority = ?");
        query.when(filter.after(), "id < ?");
        filter.labels().forEach(query::label);
        query.times(filter);
        if (filter.error() != null) {
            query.add(
                    "(instr(lower(error_message), lower(?)) > 0 OR instr(lower(error_class), lower(?)) > 0)",
                    filter.error(),
                    filter.error());
        }
        if (filter.step() != null) {
            // The whole key, the same without its visit, or its last part in a called route or a branch.
            query.add(
                    "(error_step = ? OR instr(error_step, ? || '@') = 1 OR instr(error_step, '>' || ? || '@') > 0"
                            + " OR substr(error_step, -length(?) - 1) = '>' || ?)",
                    filter.step(),
                    filter.step(),
                    filter.step(),
                    filter.step(),
                    filter.step());
        }
        query.values.add(filter.limit());
        return sql.fetch(
                "SELECT " + COLUMNS + " FROM execution"
                        + (query.conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", query.conditions))
                        + " ORDER BY id DESC LIMIT ?",
                query.values.toArray());
    }

    private void status(ExecutionStatus status) {
        if (status == null) {
            return;
        }
        add("status = '" + status.name() + "'");
        if (status == ExecutionStatus.QUEUED
                || status == ExecutionStatus.RUNNING
                || status == ExecutionStatus.SUSPENDED) {
            add(UNFINISHED);
        }
    }

    private void label(String name, String value) {
        add("EXISTS (SELECT 1 FROM json_each(execution.labels) l WHERE l.key = ? AND l.value = ?)", name, value);
    }

    private void times(ExecutionFilter filter) {
        boolean byEnd = filter.status() != null && filter.status().isFinal();
        if (filter.since() != null) {
            add(
                    byEnd ? "finished_at >= ?" : "id >= ?",
                    byEnd ? filter.since().toEpochMilli() : firstId(filter.since()));
        }
        if (filter.until() != null) {
            add(byEnd ? "finished_at < ?" : "id < ?", byEnd ? filter.until().toEpochMilli() : firstId(filter.until()));
        }
    }

    /** No execution that was started at a time has a smaller id: ids begin with the time. */
    private static String firstId(Instant time) {
        String digits = String.format("%012x", Math.max(0, time.toEpochMilli()));
        return digits.substring(0, 8) + "-" + digits.substring(8);
    }

    private void when(Object value, String condition) {
        if (value != null) {
            add(condition, value);
        }
    }

    private void add(String condition, Object... parameters) {
        conditions.add(condition);
        values.addAll(List.of(parameters));
    }
}
