/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.store.StoreClient;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.journal.DescriptionRows;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.WorkflowDescription;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * Reads statistics of workflows from a store's folder, also while a runtime works on it. Executions are counted as they
 * start and end, so that none is read here, and millions cost no more than ten. Thread-safe.
 */
public final class WorkflowStatistics {

    /** Stands for all executions that were ever started. */
    private static final String STARTED = "STARTED";

    private final StoreClient store;

    /**
     * @param store where the store lies
     * @throws dev.serai.store.StoreException when there is none
     */
    public WorkflowStatistics(StoreSettings store) {
        this.store = store.client();
    }

    /** Of every workflow that is known, by name. */
    public List<WorkflowFigures> all() {
        return store.read(sql -> {
            Map<String, Counters> counters = counters(sql);
            Map<String, Record> descriptions = new HashMap<>();
            sql.fetch("SELECT * FROM workflow_description ORDER BY seen_at")
                    .forEach(row -> descriptions.put(row.get("workflow", String.class), row));
            Set<String> names = new TreeSet<>(counters.keySet());
            names.addAll(descriptions.keySet());
            return names.stream()
                    .map(name ->
                            figures(sql, name, counters.getOrDefault(name, new Counters()), descriptions.get(name)))
                    .toList();
        });
    }

    /** Of one workflow. */
    public Optional<WorkflowFigures> of(String workflow) {
        return all().stream()
                .filter(figures -> figures.workflow().equals(workflow))
                .findFirst();
    }

    private static Map<String, Counters> counters(DSLContext sql) {
        Map<String, Counters> counters = new HashMap<>();
        sql.fetch("SELECT * FROM workflow_statistics").forEach(row -> {
            Counters of = counters.computeIfAbsent(row.get("workflow", String.class), name -> new Counters());
            if (row.get("status", String.class).equals(STARTED)) {
                of.started += row.get("executions", Long.class);
                return;
            }
            ExecutionStatus status = ExecutionStatus.valueOf(row.get("status", String.class));
            of.executions.merge(status, row.get("executions", Long.class), Long::sum);
            if (status.isFinal()) {
                of.attempts += row.get("attempts", Long.class);
            }
            if (status == ExecutionStatus.COMPLETED) {
                of.duration += row.get("duration", Long.class);
            }
        });
        return counters;
    }

    private static WorkflowFigures figures(DSLContext sql, String workflow, Counters counters, Record described) {
        long suspended = counters.of(ExecutionStatus.SUSPENDED);
        long completed = counters.of(ExecutionStatus.COMPLETED);
        long dead = counters.of(ExecutionStatus.DEAD_LETTER);
        long known = counters.executions.values().stream().mapToLong(n -> n).sum();
        Record last =
                sql.fetchOne("SELECT created_at FROM execution WHERE workflow = ? ORDER BY id DESC LIMIT 1", workflow);
        return new WorkflowFigures(
                workflow,
                described == null ? null : described.get("version", String.class),
                described == null ? WorkflowDescription.NONE : description(described),
                counters.started,
                counters.started - known,
                suspended,
                counters.of(ExecutionStatus.PAUSED),
                completed,
                dead,
                counters.of(ExecutionStatus.CANCELLED),
                counters.attempts,
                completed + dead == 0 ? null : (double) completed / (completed + dead),
                completed == 0 ? null : Duration.ofMillis(counters.duration / completed),
                last == null ? null : HistoryRows.time(last, "created_at"));
    }

    private static WorkflowDescription description(Record row) {
        return new WorkflowDescription(
                row.get("description", String.class),
                row.get("category", String.class),
                row.get("owner", String.class),
                row.get("stage", String.class),
                DescriptionRows.tags(row.get("tags", String.class)));
    }

    private static final class Counters {
        private final Map<ExecutionStatus, Long> executions = new EnumMap<>(ExecutionStatus.class);
        private long started;
        private long attempts;
        private long duration;

        private long of(ExecutionStatus status) {
            return executions.getOrDefault(status, 0L);
        }
    }
}
