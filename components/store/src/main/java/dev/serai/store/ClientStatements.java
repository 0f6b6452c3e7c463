/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.util.Optional;
import java.util.function.Supplier;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Statements from outside on the store of a runtime that may work at the same time. */
final class ClientStatements implements StoreStatements {

    private final StoreClient client;

    ClientStatements(StoreClient client) {
        this.client = client;
    }

    @Override
    public int update(String sql, Object... parameters) {
        return run(() -> client.write(connection -> connection.execute(sql, parameters)));
    }

    @Override
    public Optional<Long> updateReturning(String sql, Object... parameters) {
        return run(() -> client.write(connection -> connection.fetchOptional(sql, parameters)))
                .map(row -> row.get(0, Long.class));
    }

    @Override
    public <T> T transaction(StoreChanges.Work<T> work) {
        return run(() -> client.write(
                connection -> connection.transactionResult(inner -> work.apply(new JooqChanges(DSL.using(inner))))));
    }

    @Override
    public Result<Record> query(String sql, Object... parameters) {
        return run(() -> client.read(connection -> connection.fetch(sql, parameters)));
    }

    private <T> T run(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (DataAccessException e) {
            throw new StoreException(
                    "The store " + client.name() + " cannot be used: " + e.getMessage()
                            + " If an older version of Serai wrote it, run the workspace once with this one.",
                    e);
        }
    }
}
