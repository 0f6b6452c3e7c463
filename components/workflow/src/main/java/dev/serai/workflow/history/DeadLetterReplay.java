/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.store.Store;
import dev.serai.store.StoreClient;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.engine.Commands;
import dev.serai.workflow.journal.ExecutionTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Puts dead letters back into the queue from outside the runtime: by a request in the store when a runtime has it, and
 * directly when none does; then they go on at the runtime's next start.
 */
public final class DeadLetterReplay {

    private final Path storeDirectory;

    public DeadLetterReplay(Path storeDirectory) {
        this.storeDirectory = storeDirectory;
    }

    /**
     * Replays dead letters from the step that failed.
     *
     * @return whether a runtime will carry it out now; otherwise it was done here and they go on at its next start
     */
    public boolean replay(List<String> executionIds) {
        Optional<Store> own = Store.tryOpen(new StoreSettings(storeDirectory, Runnable::run, 0));
        if (own.isPresent()) {
            try (Store store = own.get()) {
                ExecutionTables tables = new ExecutionTables(store);
                executionIds.forEach(tables.executions()::replay);
            }
            return false;
        }
        StoreClient client = new StoreClient(storeDirectory);
        NoArgGenerator ids = Generators.timeBasedEpochGenerator();
        client.write(sql -> {
            for (String id : executionIds) {
                sql.execute(
                        "INSERT INTO command (id, kind, argument, created_at) VALUES (?, ?, ?, ?)",
                        ids.generate().toString(),
                        Commands.REPLAY,
                        id,
                        System.currentTimeMillis());
            }
            return null;
        });
        return true;
    }
}
