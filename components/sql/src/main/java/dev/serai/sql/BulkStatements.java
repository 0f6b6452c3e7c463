/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Inserts and updates very many rows, of which only some are in memory: by COPY on PostgreSQL, by batches elsewhere. The
 * first row says which columns there are.
 */
final class BulkStatements {

    private final Database database;

    BulkStatements(Database database) {
        this.database = database;
    }

    /**
     * How rows are loaded.
     *
     * @param keys of an update; empty for the primary key
     * @param chunkSize how many rows go together
     * @param allOrNothing one transaction for all rows, rather than one for each chunk
     */
    record Load(String table, List<String> keys, int chunkSize, boolean allOrNothing) {}

    /** Inserts rows. */
    ExecutionResult insert(Load load, RowSource rows, Caller caller) {
        return load(load, rows, caller, (connection, columns) -> {
            TableLayout layout = TableLayout.of(database, connection, load.table(), caller);
            List<TableLayout.Column> known = columns(layout, columns, caller);
            Table<Record> table = table(load, caller);
            if (copies(connection)) {
                String target = database.builder().render(table) + " ("
                        + known.stream()
                                .map(column -> database.builder().render(column.quoted()))
                                .collect(Collectors.joining(", "))
                        + ")";
                return new PostgresCopy(database, connection, target, known, caller);
            }
            List<Field<Object>> fields = fields(known);
            String sql = database.builder()
                    .insertInto(table, fields)
                    .values(fields.stream().map(field -> Places.empty()).toList())
                    .getSQL();
            return new BatchSink(database, connection, sql, columns, load.chunkSize(), caller);
        });
    }

    /** Changes the rows that the keys select; a row that is not there is left out. */
    ExecutionResult update(Load load, RowSource rows, Caller caller) {
        return load(load, rows, caller, (connection, columns) -> {
            TableLayout layout = TableLayout.of(database, connection, load.table(), caller);
            List<TableLayout.Column> known = columns(layout, columns, caller);
            List<TableLayout.Column> keys = keys(layout, load, known, caller);
            List<TableLayout.Column> changed =
                    known.stream().filter(column -> !keys.contains(column)).toList();
            if (changed.isEmpty()) {
                throw caller.failure(
                                SqlErrors.PARAMETERS_WRONG,
                                "'rows' have only the columns that select a row, and none to change.")
                        .build();
            }
            List<Integer> order = new ArrayList<>();
            changed.forEach(column -> order.add(known.indexOf(column)));
            keys.forEach(column -> order.add(known.indexOf(column)));
            return new ReorderedSink(update(load, connection, changed, keys, caller), order);
        });
    }

    private RowSink update(
            Load load,
            Connection connection,
            List<TableLayout.Column> changed,
            List<TableLayout.Column> keys,
            Caller caller)
            throws SQLException {
        Table<Record> table = table(load, caller);
        if (copies(connection)) {
            return new PostgresCopyUpdate(
                    database, connection, database.builder().render(table), changed, keys, caller);
        }
        Map<Field<Object>, Field<Object>> assignments = new LinkedHashMap<>();
        fields(changed).forEach(field -> assignments.put(field, Places.empty()));
        String sql = database.builder()
                .update(table)
                .set(assignments)
                .where(DSL.and(fields(keys).stream()
                        .map(field -> field.eq(Places.empty()))
                        .toList()))
                .getSQL();
        List<String> names = new ArrayList<>();
        changed.forEach(column -> names.add(column.name()));
        return new BatchSink(database, connection, sql, names, load.chunkSize(), caller);
    }

    private boolean copies(Connection connection) throws SQLException {
        return database.dialect().family() == SQLDialect.POSTGRES && PostgresCopy.isSupportedBy(connection);
    }

    private ExecutionResult load(Load load, RowSource rows, Caller caller, Opening opening) {
        long changed = 0;
        try {
            do {
                changed += database.inTransaction(caller, connection -> chunk(load, rows, connection, opening, caller));
            } while (rows.hasNext());
        } catch (ConnectorException e) {
            throw load.allOrNothing() && rows.isWhole() ? e : notRepeatable(e, load, changed, caller);
        }
        return ExecutionResult.of(changed, Map.of("rowsAffected", changed));
    }

    private long chunk(Load load, RowSource rows, Connection connection, Opening opening, Caller caller)
            throws SQLException {
        List<String> columns = rows.columns();
        if (columns.isEmpty()) {
            return requireNoRow(rows, caller);
        }
        try (RowSink sink = opening.open(connection, columns)) {
            for (long count = 0; rows.hasNext() && (load.allOrNothing() || count < load.chunkSize()); count++) {
                sink.add(values(rows.next(), columns, rows.read(), caller));
            }
            return sink.finish();
        }
    }

    private static long requireNoRow(RowSource rows, Caller caller) {
        if (rows.hasNext()) {
            throw caller.failure(SqlErrors.PARAMETERS_WRONG, "The first of 'rows' names no column.")
                    .build();
        }
        return 0;
    }

    private List<Object> values(Map<String, Object> row, List<String> columns, long number, Caller caller) {
        List<Object> values = new ArrayList<>(columns.size());
        int found = 0;
        for (String column : columns) {
            Object value = row.get(column);
            ParameterBinding.check("The column '%s'", column, value, database.dialect(), caller);
            found += value != null || row.containsKey(column) ? 1 : 0;
            values.add(value);
        }
        if (found < row.size()) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "Row " + number + " names other columns than the first: " + row.keySet() + " in place of "
                                    + columns
                                    + ". Name them all in the first row; what a later one leaves out is NULL.")
                    .build();
        }
        return values;
    }

    /** What is read only once, or was partly kept, must not be done again by the pipeline. */
    private static ConnectorException notRepeatable(
            ConnectorException failure, Load load, long changed, Caller caller) {
        String kept = load.allOrNothing() ? "Nothing was kept." : changed + " rows were changed before and are kept.";
        ConnectorException.Builder builder = ConnectorException.of(
                        failure.errorCode(), failure.getMessage() + " " + kept)
                .connector(caller.connector())
                .operation(caller.operation())
                .cause(failure);
        failure.details().forEach(builder::detail);
        return builder.restore();
    }

    private List<TableLayout.Column> columns(TableLayout layout, List<String> names, Caller caller) {
        return names.stream()
                .map(name -> layout.column(name, database.identifiers(), caller))
                .toList();
    }

    private List<TableLayout.Column> keys(
            TableLayout layout, Load load, List<TableLayout.Column> known, Caller caller) {
        List<String> names = load.keys().isEmpty() ? layout.primaryKey() : load.keys();
        List<TableLayout.Column> keys = load.keys().isEmpty()
                ? layout.columns().stream()
                        .filter(column -> layout.primaryKey().contains(column.name()))
                        .toList()
                : columns(layout, names, caller);
        if (keys.isEmpty() || !known.containsAll(keys)) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            keys.isEmpty()
                                    ? "'" + load.table() + "' has no primary key. Name the columns that select a row"
                                            + " with 'keys'."
                                    : "'rows' must hold the columns " + names + ", which select the row to change.")
                    .build();
        }
        return keys;
    }

    private Table<Record> table(Load load, Caller caller) {
        return DSL.table(database.identifiers().table(load.table(), caller));
    }

    private static List<Field<Object>> fields(List<TableLayout.Column> columns) {
        return columns.stream().map(column -> DSL.field(column.quoted())).toList();
    }

    /** Opens what takes the rows of one transaction. */
    @FunctionalInterface
    private interface Opening {
        RowSink open(Connection connection, List<String> columns) throws SQLException;
    }

    /** Takes the values of a row in another order. */
    private record ReorderedSink(RowSink sink, List<Integer> order) implements RowSink {

        @Override
        public void add(List<Object> values) throws SQLException {
            List<Object> reordered = new ArrayList<>(order.size());
            order.forEach(index -> reordered.add(values.get(index)));
            sink.add(reordered);
        }

        @Override
        public long finish() throws SQLException {
            return sink.finish();
        }

        @Override
        public void close() throws SQLException {
            sink.close();
        }
    }
}
