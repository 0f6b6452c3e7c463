/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.SqliteSettings;
import dev.serai.store.Store;
import dev.serai.workflow.journal.EngineClock;
import dev.serai.workflow.journal.ExecutionTables;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;

/** The store of one engine: the registry's, or one of its own in a folder. Shown among the context's health checks. */
final class EngineStore {

    private final CamelContext camelContext;
    private final Store store;
    private final boolean own;
    private final ExecutionTables tables;
    private final StoreHealthCheck health;
    private volatile boolean away;

    /** @param callbacks runs what waits for a write, unless the store is the registry's */
    EngineStore(CamelContext camelContext, EngineSettings settings, Executor callbacks) {
        this.camelContext = camelContext;
        Store found = camelContext.getRegistry().findSingleByType(Store.class);
        own = found == null;
        store = own ? new SqliteSettings(Path.of(settings.storeDirectory())).open(callbacks) : found;
        tables = new ExecutionTables(store, new EngineClock(clock()));
        tables.migrate();
        health = new StoreHealthCheck(store::condition);
        HealthCheckRegistry checks = HealthCheckRegistry.get(camelContext);
        if (checks != null) {
            checks.register(health);
        }
    }

    /** An application may bring a clock of its own, to try what happens when. */
    private InstantSource clock() {
        InstantSource found = camelContext.getRegistry().findSingleByType(InstantSource.class);
        return found == null ? InstantSource.system() : found;
    }

    /** Has somebody told when the store can be written no more, and when it can be again. */
    void watch(Runnable failed, Runnable recovered) {
        store.onFailure(failure -> {
            away = true;
            failed.run();
        });
        store.onRecovery(() -> {
            away = false;
            recovered.run();
        });
    }

    Store store() {
        return store;
    }

    ExecutionTables tables() {
        return tables;
    }

    /** Whether it cannot be written. */
    boolean isAway() {
        return away;
    }

    /** Closes the store if it was opened here. */
    void close() {
        HealthCheckRegistry checks = HealthCheckRegistry.get(camelContext);
        if (checks != null) {
            checks.unregister(health);
        }
        if (own) {
            store.close();
        }
    }
}
