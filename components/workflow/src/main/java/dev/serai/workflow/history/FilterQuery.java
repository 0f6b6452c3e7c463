/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;

/** A filter as a query. It names the indexes' conditions word by word, because the database compares them so. */
final class FilterQuery {

    /** What a list shows: no large values. */
    static final String COLUMNS = "id, workflow, version, status, idempotency_key, parent_id, origin_id, origin_step,"
            + " priority, labels, attempt, due_at, created_at, started_at, finished_at, error_class, error_message,"
            + " error_step";

    private static final String UNFINISHED = "status IN ('QUEUED', 'RUNNING', 'SUSPENDED')";

    private static final Field<String> ERROR_STEP = DSL.field("error_step", String.class);

    private final List<Condition> conditions = new ArrayList<>();

    private FilterQuery() {}

    static Result<Record> run(DSLContext sql, ExecutionFilter filter) {
        FilterQuery query = new FilterQuery();
        query.status(filter.status());
        query.when(filter.workflow(), "workflow = ?");
        query.when(filter.parent(), "parent_id = ?");
        query.when(filter.priority(), "priority = ?");
        query.when(filter.after(), "id < ?");
        filter.labels().forEach((name, value) -> query.conditions.add(Labels.has(sql.dialect(), name, value)));
        query.times(filter);
        if (filter.error() != null) {
            query.conditions.add(contains("error_message", filter.error()).or(contains("error_class", filter.error())));
        }
        if (filter.step() != null) {
            query.conditions.add(failedAt(filter.step()));
        }
        return sql.fetch(
                "SELECT " + COLUMNS + " FROM execution WHERE {0} ORDER BY id DESC LIMIT {1}",
                DSL.and(query.conditions),
                DSL.val(filter.limit()));
    }

    private static Condition contains(String column, String text) {
        return DSL.position(DSL.lower(DSL.field(column, String.class)), DSL.lower(DSL.val(text)))
                .gt(0);
    }

    /** The whole key, the same without its visit, or its last part in a called route or a branch. */
    private static Condition failedAt(String step) {
        return ERROR_STEP
                .eq(step)
                .or(DSL.position(ERROR_STEP, DSL.val(step + "@")).eq(1))
                .or(DSL.position(ERROR_STEP, DSL.val(">" + step + "@")).gt(0))
                .or(DSL.condition("substr(error_step, length(error_step) - length(?)) = ?", step, ">" + step));
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
        conditions.add(DSL.condition(condition, parameters));
    }
}
