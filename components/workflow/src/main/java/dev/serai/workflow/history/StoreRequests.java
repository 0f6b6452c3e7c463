/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.store.Store;
import dev.serai.store.StoreClient;
import dev.serai.store.StoreException;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.SignalRefusedException;
import dev.serai.workflow.engine.Commands;
import dev.serai.workflow.journal.ExecutionTables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Record;

/**
 * Carries requests out from outside the runtime: by a row that the runtime finds when one has the store, and directly
 * when none does.
 */
final class StoreRequests {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 50;

    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private final Path storeDirectory;

    StoreRequests(Path storeDirectory) {
        this.storeDirectory = storeDirectory;
    }

    /**
     * @param directly does it in a store that nobody else has; gives why it cannot be done, or nothing
     * @throws SignalRefusedException when it cannot be done
     * @throws StoreException when there is no store, or it cannot be read
     */
    Carried carry(String kind, String argument, Function<ExecutionTables, Optional<String>> directly) {
        StoreClient client = new StoreClient(storeDirectory);
        Optional<Store> own = Store.tryOpen(new StoreSettings(storeDirectory, Runnable::run, 0));
        if (own.isPresent()) {
            try (Store store = own.get()) {
                ExecutionTables tables = new ExecutionTables(store);
                tables.migrate();
                refuse(directly.apply(tables));
            }
            return Carried.INTO_STORE;
        }
        Optional<String> outcome = ask(client, kind, argument);
        refuse(outcome.filter(text -> !text.equals(Commands.DONE)));
        return outcome.isPresent() ? Carried.BY_RUNTIME : Carried.NOT_YET;
    }

    private static void refuse(Optional<String> reason) {
        reason.ifPresent(text -> {
            throw new SignalRefusedException(text);
        });
    }

    private Optional<String> ask(StoreClient client, String kind, String argument) {
        String id = ids.generate().toString();
        client.write(sql -> sql.execute(
                "INSERT INTO command (id, kind, argument, created_at) VALUES (?, ?, ?, ?)",
                id,
                kind,
                argument,
                System.currentTimeMillis()));
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (System.nanoTime() < deadline) {
            Record row = client.read(sql -> sql.fetchOne("SELECT outcome FROM command WHERE id = ?", id));
            String outcome = row == null ? null : row.get("outcome", String.class);
            if (outcome != null) {
                return Optional.of(outcome);
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
