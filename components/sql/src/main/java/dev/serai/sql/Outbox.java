/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.DataRecord;
import dev.serai.connector.camel.RecordDelivery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Takes rows of a table one at a time, each in a transaction that keeps it locked while it is worked on. Others pass over
 * a locked row, so that several nodes share a table; a node that dies leaves its row to them.
 */
final class Outbox {

    private static final String LOCK = " FOR UPDATE SKIP LOCKED";

    private final Database database;
    private final TableRead.Wanted wanted;
    private final Map<String, Object> mark;
    private final Caller caller;

    /** @param mark columns that are set in a row that is done; empty to delete it */
    Outbox(Database database, TableRead.Wanted wanted, Map<String, Object> mark, Caller caller) {
        this.database = database;
        this.wanted = wanted;
        this.mark = mark;
        this.caller = caller;
    }

    /** @throws dev.serai.connector.ConnectorException on a database that cannot lock single rows and pass over them */
    static void requireLocks(SQLDialect dialect, Caller caller) {
        switch (dialect.family()) {
            case POSTGRES, MYSQL, MARIADB, H2 -> {}
            default ->
                throw caller.failure(
                                SqlErrors.DIALECT_LACKS,
                                "'outbox' needs a database that passes over locked rows: PostgreSQL, MySQL 8, MariaDB"
                                        + " 10.6 or H2. For this one use 'stream', which one node reads, and 'delete'.")
                        .build();
        }
    }

    /**
     * What became of a row.
     *
     * @param place its values in the order, after which the next is taken
     */
    record Taken(RecordDelivery.Outcome outcome, List<Object> place) {}

    /**
     * Takes the next row that nobody else works on, and removes or marks it when the work is done.
     *
     * @param after the place of the row before; empty to begin
     * @return empty when there is none
     */
    Optional<Taken> next(Optional<List<Object>> after, Function<DataRecord, RecordDelivery.Outcome> work) {
        return database.inTransaction(caller, connection -> {
            TableRead read = TableRead.of(database, connection, wanted, caller);
            if (!read.order().identifies()) {
                throw caller.failure(
                                SqlErrors.CURSOR_REFUSED,
                                "'" + wanted.resource() + "' has no primary key. Name the columns that tell its rows"
                                        + " apart with the option 'key'.")
                        .build();
            }
            List<Map<String, Object>> rows = read.rows(after, 0, 1, LOCK);
            if (rows.isEmpty()) {
                return Optional.empty();
            }
            Map<String, Object> row = rows.get(0);
            RecordDelivery.Outcome outcome = work.apply(read.record(row, 1));
            if (outcome == RecordDelivery.Outcome.COMPLETED) {
                finish(connection, read, row);
            }
            return Optional.of(new Taken(outcome, read.order().values(row)));
        });
    }

    private void finish(Connection connection, TableRead read, Map<String, Object> row) throws SQLException {
        Places places = new Places();
        String sql;
        if (mark.isEmpty()) {
            sql = database.builder()
                    .deleteFrom(read.table())
                    .where(read.only(row, places))
                    .getSQL();
        } else {
            Map<Field<Object>, Field<Object>> values = new LinkedHashMap<>();
            mark.forEach((column, value) ->
                    values.put(DSL.field(database.identifiers().column(column, caller)), places.place(value)));
            sql = database.builder()
                    .update(read.table())
                    .set(values)
                    .where(read.only(row, places))
                    .getSQL();
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ParameterBinding.ofColumns(database.dialect(), new ArrayList<>(mark.keySet()), caller)
                    .bind(statement, places.values());
            database.timeout().within(statement, statement::executeUpdate);
        }
    }
}
