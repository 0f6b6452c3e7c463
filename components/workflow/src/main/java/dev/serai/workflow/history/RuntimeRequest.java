/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import com.fasterxml.uuid.Generators;
import dev.serai.store.StoreClient;
import dev.serai.store.StoreException;
import java.time.Duration;
import org.jooq.Record;

/** A request to the runtime that has a store, left there by another process that waits for the answer. */
final class RuntimeRequest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final long LOOK_MILLIS = 50;

    private final StoreClient client;

    RuntimeRequest(StoreClient client) {
        this.client = client;
    }

    /**
     * Leaves a request and waits for the answer.
     *
     * @throws StoreException when there is none in time; the runtime carries the request out all the same
     */
    String ask(String kind, String argument) {
        String id = Generators.timeBasedEpochGenerator().generate().toString();
        client.write(sql -> sql.execute(
                "INSERT INTO command (id, kind, argument, created_at) VALUES (?, ?, ?, ?)",
                id,
                kind,
                argument,
                System.currentTimeMillis()));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Record row = client.read(sql -> sql.fetchOne("SELECT outcome FROM command WHERE id = ?", id));
            String outcome = row == null ? null : row.get("outcome", String.class);
            if (outcome != null) {
                return outcome;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new StoreException(
                "The runtime that has the store has not answered yet. The request stays in the store.");
    }
}
