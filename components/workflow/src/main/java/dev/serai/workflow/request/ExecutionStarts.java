/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.request;

import dev.serai.store.StoreSettings;
import dev.serai.workflow.engine.Commands;
import dev.serai.workflow.engine.ControlRefusal;
import dev.serai.workflow.engine.OfflineStart;
import java.time.Duration;
import java.util.Optional;
import org.jooq.Record;

/** Starts executions from outside the runtime. When none runs, they begin at its next start. */
public final class ExecutionStarts {

    private final StoreSettings store;

    public ExecutionStarts(StoreSettings store) {
        this.store = store;
    }

    /**
     * Starts an execution.
     *
     * @param patience how long to wait until a runtime has taken the start
     */
    public RequestAnswer start(QueuedStart start, Duration patience) {
        return new StoreRequests(store)
                .send(
                        Commands.START,
                        start.format(),
                        tables -> OfflineStart.start(tables, start.request())
                                ? Commands.DONE
                                : ControlRefusal.unknownWorkflow(
                                        start.workflow(), tables.workflows().names()),
                        patience);
    }

    /** The execution that a key names; empty when there is none. */
    public Optional<String> execution(String workflow, String key) {
        Record row = store.client()
                .read(sql -> sql.fetchOne(
                        "SELECT execution_id FROM start_key WHERE workflow = ? AND idempotency_key = ?",
                        workflow,
                        key));
        return Optional.ofNullable(row).map(found -> found.get(0, String.class));
    }
}
