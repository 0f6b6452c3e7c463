/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * Inserts, updates and deletes by table and values. jOOQ writes the statement in the database's dialect; every value is
 * a parameter, and only columns that the caller names occur.
 */
final class BuiltStatements {

    private final Database database;
    private final DSLContext builder;

    BuiltStatements(Database database) {
        this.database = database;
        this.builder = DSL.using(database.dialect(), new Settings().withRenderFormatted(false));
    }

    /**
     * Inserts rows in one transaction, in their order.
     *
     * @param ignoreConflicts leave rows out whose key is already there
     */
    ExecutionResult insert(String table, List<Map<String, Object>> rows, boolean ignoreConflicts, Caller caller) {
        List<Batch> batches = batches(rows, caller);
        List<String> statements = batches.stream()
                .map(batch -> insertStatement(table, batch.columns(), ignoreConflicts, caller))
                .toList();
        boolean rowByRow = ignoreConflicts && skipsRefusedRows();
        return affected(database.inTransaction(caller, connection -> {
            int affected = 0;
            for (int i = 0; i < batches.size(); i++) {
                affected += rowByRow
                        ? runSkippingDuplicates(
                                connection, statements.get(i), batches.get(i).rows())
                        : runBatch(connection, statements.get(i), batches.get(i).rows());
            }
            return affected;
        }));
    }

    /** Changes the rows that a condition selects. */
    ExecutionResult update(String table, Map<String, Object> values, Map<String, Object> where, Caller caller) {
        Map<Field<Object>, Field<Object>> assignments = new LinkedHashMap<>();
        values.keySet().forEach(name -> assignments.put(column(name, caller), place()));
        if (assignments.isEmpty()) {
            throw caller.failure(SqlErrors.PARAMETERS_WRONG, "'values' names no column to change.")
                    .build();
        }
        values.forEach((name, value) -> ParameterValues.checked("The column '" + name + "'", value, caller));
        String sql = builder.update(table(table, caller))
                .set(assignments)
                .where(condition(where, caller))
                .getSQL();
        List<Object> parameters = new ArrayList<>(values.values());
        parameters.addAll(notNull(where));
        return run(new SqlStatement(sql, parameters), caller);
    }

    /** Deletes the rows that a condition selects. */
    ExecutionResult delete(String table, Map<String, Object> where, Caller caller) {
        String sql = builder.deleteFrom(table(table, caller))
                .where(condition(where, caller))
                .getSQL();
        return run(new SqlStatement(sql, notNull(where)), caller);
    }

    private ExecutionResult run(SqlStatement statement, Caller caller) {
        return affected(database.inTransaction(
                caller, connection -> runBatch(connection, statement.sql(), List.of(statement.parameters()))));
    }

    private int runBatch(Connection connection, String sql, List<List<Object>> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (rows.size() == 1) {
                ParameterValues.bind(statement, rows.get(0));
                return database.timeout().within(statement, statement::executeUpdate);
            }
            for (List<Object> row : rows) {
                ParameterValues.bind(statement, row);
                statement.addBatch();
            }
            int affected = 0;
            for (int count : database.timeout().within(statement, statement::executeBatch)) {
                // A driver that sends rows together says of each only that it succeeded.
                affected += count == Statement.SUCCESS_NO_INFO ? 1 : count;
            }
            return affected;
        }
    }

    private int runSkippingDuplicates(Connection connection, String sql, List<List<Object>> rows) throws SQLException {
        int affected = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (List<Object> row : rows) {
                ParameterValues.bind(statement, row);
                try {
                    affected += database.timeout().within(statement, statement::executeUpdate);
                } catch (SQLException e) {
                    if (!database.failures().isDuplicate(e)) {
                        throw e;
                    }
                }
            }
        }
        return affected;
    }

    /**
     * Whether rows whose key is there are left out by going on after their refusal, which these databases allow in a
     * transaction. H2 has no clause for it, and that of MySQL and MariaDB ({@code INSERT IGNORE}) also bends values until
     * they fit.
     */
    private boolean skipsRefusedRows() {
        return database.dialect() == SQLDialect.H2 || MySqlCodes.isSpokenBy(database.dialect());
    }

    private String insertStatement(String table, List<String> columns, boolean ignoreConflicts, Caller caller) {
        List<Field<Object>> fields =
                columns.stream().map(name -> column(name, caller)).toList();
        InsertValuesStepN<Record> insert = builder.insertInto(table(table, caller), fields)
                .values(fields.stream().map(field -> place()).toList());
        if (!ignoreConflicts || skipsRefusedRows()) {
            return insert.getSQL();
        }
        return switch (database.dialect().family()) {
            case SQLITE, POSTGRES -> insert.onConflictDoNothing().getSQL();
            default ->
                throw caller.failure(
                                SqlErrors.DIALECT_LACKS,
                                "onConflict 'ignore' is supported on SQLite, PostgreSQL, MySQL, MariaDB and H2, not on"
                                        + " this database. Use 'execute' with the database's own MERGE.")
                        .build();
        };
    }

    private Condition condition(Map<String, Object> where, Caller caller) {
        if (where.isEmpty()) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "'where' names no column, so that every row would be meant. Name at least one; for every"
                                    + " row use 'execute' with a statement of your own.")
                    .build();
        }
        where.forEach((name, value) -> ParameterValues.checked("The condition on '" + name + "'", value, caller));
        return DSL.and(where.entrySet().stream()
                .map(entry -> entry.getValue() == null
                        ? column(entry.getKey(), caller).isNull()
                        : column(entry.getKey(), caller).eq(place()))
                .toList());
    }

    private static List<Object> notNull(Map<String, Object> where) {
        return where.values().stream().filter(value -> value != null).toList();
    }

    private Table<Record> table(String name, Caller caller) {
        return DSL.table(database.identifiers().table(name, caller));
    }

    private Field<Object> column(String name, Caller caller) {
        return DSL.field(database.identifiers().column(name, caller));
    }

    /** A place for a value, without the casts that jOOQ would put around a parameter of a known type. */
    private static Field<Object> place() {
        return DSL.field(DSL.raw("?"));
    }

    private static ExecutionResult affected(int rows) {
        return ExecutionResult.of(rows, Map.of("rowsAffected", rows));
    }

    /** Takes together what follows each other with the same columns, so that no row gets a column it does not name. */
    private static List<Batch> batches(List<Map<String, Object>> rows, Caller caller) {
        List<Batch> batches = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            List<String> columns = List.copyOf(row.keySet());
            if (columns.isEmpty()) {
                throw caller.failure(SqlErrors.PARAMETERS_WRONG, "'values' holds a row that names no column.")
                        .build();
            }
            row.forEach((name, value) -> ParameterValues.checked("The column '" + name + "'", value, caller));
            Batch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
            if (last == null || !last.columns().equals(columns)) {
                last = new Batch(columns, new ArrayList<>());
                batches.add(last);
            }
            last.rows().add(new ArrayList<>(row.values()));
        }
        return batches;
    }

    private record Batch(List<String> columns, List<List<Object>> rows) {}
}
