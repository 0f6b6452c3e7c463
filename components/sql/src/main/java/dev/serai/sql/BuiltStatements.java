/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Inserts, updates and deletes by table and values. jOOQ writes the statement in the database's dialect; every value is
 * a parameter, and only columns that the caller names occur.
 */
final class BuiltStatements {

    /** How many values one statement takes when rows come back; databases allow more. */
    private static final int VALUES_TOGETHER = 1000;

    private final Database database;

    BuiltStatements(Database database) {
        this.database = database;
    }

    /**
     * Inserts rows in one transaction, in their order.
     *
     * @param ignoreConflicts leave rows out whose key is already there
     * @param columns that come back; empty for the number of rows
     */
    ExecutionResult insert(
            String table,
            List<Map<String, Object>> rows,
            boolean ignoreConflicts,
            List<String> columns,
            Caller caller) {
        List<RowBatch> batches = RowBatch.of(rows, database.dialect(), caller);
        Returning returning = Returning.of(columns, Returning.Change.INSERT, database, caller);
        requireConflictClause(ignoreConflicts, returning, caller);
        return inTransaction(returning, caller, changes -> {
            for (RowBatch batch : batches) {
                insert(table, batch, ignoreConflicts, returning, changes, caller);
            }
        });
    }

    private void insert(
            String table, RowBatch batch, boolean ignoreConflicts, Returning returning, Changes changes, Caller caller)
            throws SQLException {
        if (!returning.rows()) {
            String sql = insertStatement(table, batch.columns(), 1, ignoreConflicts, caller);
            if (ignoreConflicts && skipsRefusedRows()) {
                changes.runSkippingDuplicates(sql, batch.columns(), batch.rows());
            } else {
                changes.run(sql, batch.columns(), batch.rows());
            }
            return;
        }
        int together = Math.max(1, VALUES_TOGETHER / batch.columns().size());
        for (int from = 0; from < batch.rows().size(); from += together) {
            List<List<Object>> part = batch.rows()
                    .subList(from, Math.min(from + together, batch.rows().size()));
            String sql = insertStatement(table, batch.columns(), part.size(), ignoreConflicts, caller);
            List<Object> values = new ArrayList<>();
            part.forEach(values::addAll);
            changes.runReturning(returning.with(sql, Returning.Change.INSERT), batch.columns(), values);
        }
    }

    /**
     * Inserts rows, or changes those that are there, in one transaction.
     *
     * @param keys the columns that say whether a row is there; empty for the primary key
     */
    ExecutionResult upsert(
            String table, List<Map<String, Object>> rows, List<String> keys, List<String> columns, Caller caller) {
        List<RowBatch> batches = RowBatch.of(rows, database.dialect(), caller);
        Returning returning = Returning.of(columns, Returning.Change.UPSERT, database, caller);
        return database.inTransaction(caller, connection -> {
            Upsert upsert = Upsert.into(table, keys, database, connection, caller);
            Changes changes = new Changes(database, connection, caller);
            for (RowBatch batch : batches) {
                String sql = returning.with(upsert.statement(batch.columns()), Returning.Change.UPSERT);
                if (!returning.rows()) {
                    changes.runUpsert(sql, batch.columns(), batch.rows());
                    continue;
                }
                for (List<Object> row : batch.rows()) {
                    changes.runReturning(sql, batch.columns(), row);
                }
            }
            return changes.result(returning);
        });
    }

    /** Changes the rows that a condition selects. */
    ExecutionResult update(
            String table, Map<String, Object> values, Map<String, Object> where, List<String> columns, Caller caller) {
        Map<Field<Object>, Field<Object>> assignments = new LinkedHashMap<>();
        values.keySet().forEach(name -> assignments.put(column(name, caller), Places.empty()));
        if (assignments.isEmpty()) {
            throw caller.failure(SqlErrors.PARAMETERS_WRONG, "'values' names no column to change.")
                    .build();
        }
        values.forEach(
                (name, value) -> ParameterBinding.check("The column '%s'", name, value, database.dialect(), caller));
        String sql = database.builder()
                .update(table(table, caller))
                .set(assignments)
                .where(condition(where, caller))
                .getSQL();
        List<Object> parameters = new ArrayList<>(values.values());
        parameters.addAll(notNull(where));
        return change(Returning.Change.UPDATE, sql, List.copyOf(values.keySet()), parameters, columns, caller);
    }

    /** Deletes the rows that a condition selects. */
    ExecutionResult delete(String table, Map<String, Object> where, List<String> columns, Caller caller) {
        String sql = database.builder()
                .deleteFrom(table(table, caller))
                .where(condition(where, caller))
                .getSQL();
        return change(Returning.Change.DELETE, sql, List.of(), notNull(where), columns, caller);
    }

    private ExecutionResult change(
            Returning.Change change,
            String sql,
            List<String> named,
            List<Object> parameters,
            List<String> columns,
            Caller caller) {
        Returning returning = Returning.of(columns, change, database, caller);
        return inTransaction(returning, caller, changes -> {
            if (returning.rows()) {
                changes.runReturning(returning.with(sql, change), named, parameters);
            } else {
                changes.run(sql, named, List.of(parameters));
            }
        });
    }

    private ExecutionResult inTransaction(Returning returning, Caller caller, Work work) {
        return database.inTransaction(caller, connection -> {
            Changes changes = new Changes(database, connection, caller);
            work.run(changes);
            return changes.result(returning);
        });
    }

    private String insertStatement(
            String table, List<String> columns, int rows, boolean ignoreConflicts, Caller caller) {
        List<Field<Object>> fields =
                columns.stream().map(name -> column(name, caller)).toList();
        List<Field<Object>> places =
                fields.stream().map(field -> Places.empty()).toList();
        InsertValuesStepN<Record> insert = database.builder().insertInto(table(table, caller), fields);
        for (int i = 0; i < rows; i++) {
            insert = insert.values(places);
        }
        return !ignoreConflicts || skipsRefusedRows()
                ? insert.getSQL()
                : insert.onConflictDoNothing().getSQL();
    }

    /**
     * Whether rows whose key is there are left out by going on after their refusal, which these databases allow in a
     * transaction. H2 has no clause for it, and that of MySQL and MariaDB ({@code INSERT IGNORE}) also bends values until
     * they fit.
     */
    private boolean skipsRefusedRows() {
        return database.dialect() == SQLDialect.H2 || MySqlCodes.isSpokenBy(database.dialect());
    }

    private void requireConflictClause(boolean ignoreConflicts, Returning returning, Caller caller) {
        if (!ignoreConflicts) {
            return;
        }
        boolean supported =
                switch (database.dialect().family()) {
                    case SQLITE, POSTGRES -> true;
                    case MYSQL, MARIADB, H2 -> !returning.rows();
                    default -> false;
                };
        if (!supported) {
            throw caller.failure(
                            SqlErrors.DIALECT_LACKS,
                            "onConflict 'ignore' is supported on SQLite and PostgreSQL, and without 'returning' on MySQL,"
                                    + " MariaDB and H2; otherwise use 'execute' with a statement of the database's own.")
                    .build();
        }
    }

    private Condition condition(Map<String, Object> where, Caller caller) {
        if (where.isEmpty()) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "'where' names no column, so that every row would be meant. Name at least one; for every"
                                    + " row use 'execute' with a statement of your own.")
                    .build();
        }
        where.forEach((name, value) ->
                ParameterBinding.check("The condition on '%s'", name, value, database.dialect(), caller));
        return DSL.and(where.entrySet().stream()
                .map(entry -> entry.getValue() == null
                        ? column(entry.getKey(), caller).isNull()
                        : column(entry.getKey(), caller).eq(Places.empty()))
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

    /** Makes changes. */
    @FunctionalInterface
    private interface Work {
        void run(Changes changes) throws SQLException;
    }
}
