/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import com.fasterxml.uuid.Generators;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.WorkflowRows.Current;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Puts an execution into the queue of a store that no runtime has. It begins when one starts. */
public final class OfflineStart {

    private OfflineStart() {}

    /** False when the workflow never ran on the store, so that its version is not known. */
    public static boolean start(ExecutionTables tables, StartRequest request) {
        Optional<Current> current = tables.workflows().current(request.workflow());
        if (current.isEmpty()) {
            return false;
        }
        CompletableFuture<String> done = new CompletableFuture<>();
        ExecutionRecord record = request.record(
                Generators.timeBasedEpochGenerator().generate().toString(),
                current.get().version(),
                current.get().executionTimeout(),
                tables.clock().now());
        tables.executions().insert(record, (id, failure) -> {
            if (failure == null) {
                done.complete(id);
            } else {
                done.completeExceptionally(failure);
            }
        });
        done.join();
        return true;
    }
}
