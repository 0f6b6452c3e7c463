/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.table;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Camel's memory of what was already consumed, kept in the store, so that it outlives the process. A key that was added
 * but not confirmed is forgotten again by {@link #remove}, and by a crash when {@code add} was never durable.
 */
public final class StoreIdempotentRepository extends ServiceSupport implements IdempotentRepository {

    private final Store store;
    private final String name;

    /** @param name keeps the keys of different repositories apart */
    public StoreIdempotentRepository(Store store, String name) {
        this.store = store;
        this.name = name;
    }

    @Override
    public boolean add(String key) {
        return store.writer()
                .await(session -> session.update(
                                "INSERT INTO idempotent_key (repository, message_key, seen_at) VALUES (?, ?, ?)"
                                        + " ON CONFLICT DO NOTHING",
                                name,
                                key,
                                System.currentTimeMillis())
                        == 1);
    }

    @Override
    public boolean contains(String key) {
        return store.read()
                .fetchExists(
                        table("idempotent_key"),
                        field("repository").eq(name),
                        field("message_key").eq(key));
    }

    @Override
    public boolean remove(String key) {
        return store.writer()
                .await(session ->
                        session.update("DELETE FROM idempotent_key WHERE repository = ? AND message_key = ?", name, key)
                                == 1);
    }

    @Override
    public boolean confirm(String key) {
        return contains(key);
    }

    @Override
    public void clear() {
        store.writer().await(session -> session.update("DELETE FROM idempotent_key WHERE repository = ?", name));
    }
}
