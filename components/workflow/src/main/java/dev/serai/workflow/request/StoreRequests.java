/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.request;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.store.Store;
import dev.serai.store.StoreClient;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.journal.ExecutionTables;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jooq.Record;

/**
 * Gets something done to a store from outside: by the runtime that has the store, through a request that it finds there,
 * or here when none has it. Thread-safe.
 */
public final class StoreRequests {

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final StoreSettings store;
    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();

    /** @param store where the store lies */
    public StoreRequests(StoreSettings store) {
        this.store = store;
    }

    /**
     * Sends a request and waits for its answer. A thread that is interrupted waits no longer; the request stays.
     *
     * @param kind one of {@link dev.serai.workflow.engine.Commands}
     * @param argument as the runtime reads it
     * @param here does the same to the tables, and gives what the runtime would answer
     * @param patience how long to wait for the runtime's answer
     */
    public RequestAnswer send(String kind, String argument, Function<ExecutionTables, String> here, Duration patience) {
        Optional<Store> own = store.tryOpen(Runnable::run);
        if (own.isPresent()) {
            try (Store opened = own.get()) {
                ExecutionTables tables = new ExecutionTables(opened);
                tables.migrate();
                return new RequestAnswer(false, Optional.of(here.apply(tables)));
            }
        }
        StoreClient client = store.client();
        String id = ids.generate().toString();
        client.write(sql -> sql.execute(
                "INSERT INTO command (id, kind, argument, created_at) VALUES (?, ?, ?, ?)",
                id,
                kind,
                argument,
                System.currentTimeMillis()));
        return new RequestAnswer(true, answer(client, id, patience));
    }

    private static Optional<String> answer(StoreClient client, String id, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        do {
            Record row = client.read(sql -> sql.fetchOne("SELECT outcome FROM command WHERE id = ?", id));
            String outcome = row == null ? null : row.get("outcome", String.class);
            if (outcome != null) {
                return Optional.of(outcome);
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        } while (System.nanoTime() < end && !Thread.currentThread().isInterrupted());
        return Optional.empty();
    }
}
