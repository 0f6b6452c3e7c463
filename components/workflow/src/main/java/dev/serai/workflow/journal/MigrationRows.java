/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Record;

/** Executions that may be moved from one version to another. */
public final class MigrationRows {

    private final Store store;

    MigrationRows(Store store) {
        this.store = store;
    }

    /** The ids of executions on a version that are not over: those under way, and dead letters. */
    public List<String> onVersion(String workflow, String version) {
        List<String> ids = new ArrayList<>();
        for (String status :
                List.of("status IN ('QUEUED', 'RUNNING', 'SUSPENDED', 'PAUSED')", "status = 'DEAD_LETTER'")) {
            ids.addAll(store.read()
                    .fetch(
                            "SELECT id FROM execution WHERE workflow = ? AND version = ? AND " + status
                                    + " ORDER BY id",
                            workflow,
                            version)
                    .getValues("id", String.class));
        }
        return ids;
    }

    /** The keys of all that a replay of an execution comes by, in their order: steps, waits, and where it begins. */
    public List<String> stepKeys(String executionId) {
        List<String> keys = new ArrayList<>(store.read()
                .fetch("SELECT entry FROM execution WHERE id = ? AND entry IS NOT NULL", executionId)
                .getValues("entry", String.class));
        keys.addAll(store.read()
                .fetch(
                        "SELECT step FROM step_record WHERE execution_id = ? AND discarded = 0 ORDER BY sequence",
                        executionId)
                .getValues("step", String.class));
        keys.addAll(store.read()
                .fetch("SELECT step FROM step_wait WHERE execution_id = ? AND over = 0 ORDER BY since", executionId)
                .getValues("step", String.class));
        return keys;
    }

    /** Where an execution stands: its status, its workflow and its version; null when there is none. */
    public Place place(String executionId) {
        Record row = store.read().fetchOne("SELECT status, workflow, version FROM execution WHERE id = ?", executionId);
        return row == null
                ? null
                : new Place(
                        ExecutionStatus.valueOf(row.get("status", String.class)),
                        row.get("workflow", String.class),
                        row.get("version", String.class));
    }

    /** Where an execution stands. */
    public record Place(ExecutionStatus status, String workflow, String version) {}

    /** Moves an execution that does not run, and that no process has in memory; false when it runs or is over. */
    public boolean move(String executionId, String from, String to) {
        return store.writer()
                        .await(session -> session.update(
                                "UPDATE execution SET version = ? WHERE id = ? AND version = ? AND node IS NULL"
                                        + " AND status IN ('QUEUED', 'SUSPENDED', 'PAUSED', 'DEAD_LETTER')",
                                to,
                                executionId,
                                from))
                == 1;
    }
}
