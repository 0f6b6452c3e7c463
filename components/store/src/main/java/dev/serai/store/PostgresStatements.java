/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Statements on PostgreSQL, each on a connection of the pool that commits by itself. */
final class PostgresStatements implements StoreStatements {

    private final DSLContext sql;
    private final StoreDatabase database;

    PostgresStatements(DataSource pool, StoreDatabase database) {
        this.sql = DSL.using(pool, database.dialect());
        this.database = database;
    }

    @Override
    public int update(String statement, Object... parameters) {
        return run(database::writeFailed, () -> sql.execute(statement, parameters));
    }

    @Override
    public Optional<Long> updateReturning(String statement, Object... parameters) {
        return run(database::writeFailed, () -> sql.fetchOptional(statement, parameters))
                .map(row -> row.get(0, Long.class));
    }

    @Override
    public <T> T transaction(StoreChanges.Work<T> work) {
        return run(
                database::writeFailed,
                () -> sql.transactionResult(inner -> work.apply(new JooqChanges(DSL.using(inner)))));
    }

    @Override
    public Result<Record> query(String statement, Object... parameters) {
        return run(database::readFailed, () -> sql.fetch(statement, parameters));
    }

    private <T> T run(Function<Exception, StoreException> problem, Supplier<T> statement) {
        try {
            return statement.get();
        } catch (DataAccessException e) {
            throw problem.apply(e.getCause() instanceof SQLException known ? known : e);
        }
    }
}
