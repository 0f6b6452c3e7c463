/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.request;

import dev.serai.store.StoreSettings;
import dev.serai.workflow.engine.Commands;
import dev.serai.workflow.engine.ControlRefusal;
import dev.serai.workflow.journal.ControlRequest;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/**
 * Cancels, pauses and resumes from outside the runtime: through requests that it finds in its store, or directly when
 * none runs.
 */
public final class ControlRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final StoreSettings store;
    private final StoreRequests requests;

    public ControlRequests(StoreSettings store) {
        this.store = store;
        this.requests = new StoreRequests(store);
    }

    /**
     * Executions that have not ended.
     *
     * @param workflow only those of a workflow, or null for all
     * @param labels only those that have all of these
     * @param status only those of a status, or null for all
     */
    public List<String> unfinished(String workflow, Map<String, String> labels, ExecutionStatus status) {
        return store.client().read(sql -> {
            Condition condition = DSL.condition("status NOT IN ('COMPLETED', 'DEAD_LETTER', 'CANCELLED')");
            if (workflow != null) {
                condition = condition.and("workflow = ?", workflow);
            }
            if (status != null) {
                condition = condition.and("status = ?", status.name());
            }
            for (Map.Entry<String, String> label : labels.entrySet()) {
                condition = condition.and(Labels.has(sql.dialect(), label.getKey(), label.getValue()));
            }
            return sql.select(DSL.field("id", String.class))
                    .from("execution")
                    .where(condition)
                    .orderBy(DSL.field("id"))
                    .fetchInto(String.class);
        });
    }

    public RequestAnswer cancel(List<String> ids) {
        return requests.send(
                Commands.CANCEL, ExecutionIds.format(ids), tables -> ask(tables, ids, ControlRequest.CANCEL), PATIENCE);
    }

    public RequestAnswer pause(List<String> ids) {
        return requests.send(
                Commands.PAUSE, ExecutionIds.format(ids), tables -> ask(tables, ids, ControlRequest.PAUSE), PATIENCE);
    }

    private static String ask(ExecutionTables tables, List<String> ids, ControlRequest request) {
        String answer = ExecutionIds.each(
                ids, id -> ControlRefusal.of(id, request, tables.controls().request(id, request)));
        tables.controls().settleAll();
        return answer;
    }

    public RequestAnswer resume(List<String> ids) {
        return requests.send(
                Commands.RESUME,
                ExecutionIds.format(ids),
                tables -> ExecutionIds.each(
                        ids, id -> ControlRefusal.ofResume(id, tables.controls().resume(id))),
                PATIENCE);
    }

    /** Lets no execution of a workflow begin, also after a restart. */
    public RequestAnswer pauseWorkflow(String workflow) {
        return requests.send(
                Commands.PAUSE_WORKFLOW, workflow, tables -> pauseWorkflow(tables, workflow, true), PATIENCE);
    }

    /** Lets the executions of a workflow begin again. */
    public RequestAnswer resumeWorkflow(String workflow) {
        return requests.send(
                Commands.RESUME_WORKFLOW, workflow, tables -> pauseWorkflow(tables, workflow, false), PATIENCE);
    }

    private static String pauseWorkflow(ExecutionTables tables, String workflow, boolean paused) {
        return Optional.of(tables.workflows().pause(workflow, paused))
                .filter(known -> known)
                .map(known -> Commands.DONE)
                .orElseGet(() -> ControlRefusal.unknownWorkflow(
                        workflow, tables.workflows().names()));
    }
}
