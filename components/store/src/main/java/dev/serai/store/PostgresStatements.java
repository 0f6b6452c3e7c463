/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Statements on PostgreSQL, each on a connection of the pool that commits by itself. */
final class PostgresStatements implements StoreStatements {

    private final DSLContext sql;
    private final String address;

    PostgresStatements(DataSource pool, String address) {
        this.sql = DSL.using(pool, SQLDialect.POSTGRES);
        this.address = address;
    }

    @Override
    public int update(String statement, Object... parameters) {
        return run("written", () -> sql.execute(statement, parameters));
    }

    @Override
    public Optional<Long> updateReturning(String statement, Object... parameters) {
        return run("written", () -> sql.fetchOptional(statement, parameters)).map(row -> row.get(0, Long.class));
    }

    @Override
    public <T> T transaction(StoreChanges.Work<T> work) {
        return run("written", () -> sql.transactionResult(inner -> work.apply(new JooqChanges(DSL.using(inner)))));
    }

    @Override
    public Result<Record> query(String statement, Object... parameters) {
        return run("read", () -> sql.fetch(statement, parameters));
    }

    private <T> T run(String what, Supplier<T> statement) {
        try {
            return statement.get();
        } catch (DataAccessException e) {
            throw new StoreException(
                    "The store " + address + " could not be " + what + ". The database said: "
                            + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    e);
        }
    }
}
