/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.SQLException;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.Result;

/** Statements on the store of this process, whose changes go through its writer. */
final class WriterStatements implements StoreStatements {

    private final Store store;

    WriterStatements(Store store) {
        this.store = store;
    }

    @Override
    public int update(String sql, Object... parameters) {
        return store.writer().await(session -> session.update(sql, parameters));
    }

    @Override
    public Optional<Long> updateReturning(String sql, Object... parameters) {
        return store.writer().await(session -> session.text(sql, parameters)).map(Long::valueOf);
    }

    @Override
    public <T> T transaction(StoreChanges.Work<T> work) {
        return store.writer().await(session -> work.apply(new Changes(session)));
    }

    @Override
    public Result<Record> query(String sql, Object... parameters) {
        return store.read().fetch(sql, parameters);
    }

    private record Changes(WriteSession session) implements StoreChanges {

        @Override
        public int update(String sql, Object... parameters) throws SQLException {
            return session.update(sql, parameters);
        }

        @Override
        public Optional<Long> updateReturning(String sql, Object... parameters) throws SQLException {
            return session.text(sql, parameters).map(Long::valueOf);
        }
    }
}
