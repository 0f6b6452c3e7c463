/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Makes of an operation and its inputs what is to be done in the database. Thread-safe. */
final class SqlCalls {

    private final Database database;
    private final GivenStatements given;
    private final GivenChanges changes;
    private final BuiltStatements built;
    private final BulkStatements bulk;
    private final RoutineCalls routines;

    SqlCalls(Database database) {
        this.database = database;
        this.given = new GivenStatements(database);
        this.changes = new GivenChanges(database);
        this.built = new BuiltStatements(database);
        this.bulk = new BulkStatements(database);
        this.routines = new RoutineCalls(database);
    }

    /**
     * The inputs are looked at now, the call blocks.
     *
     * @throws dev.serai.connector.ConnectorException when the inputs do not fit
     */
    Supplier<ExecutionResult> of(
            Operation operation, Map<String, Object> input, ExecutionContext context, Caller caller) {
        if (database.onlyReads() && !operation.readOnly()) {
            throw onlyReads(caller);
        }
        return switch (operation.name()) {
            case "query" -> query(input, statement(input, context, caller), caller);
            case "execute" -> {
                SqlStatement statement = statement(input, context, caller);
                yield () -> given.execute(statement, caller);
            }
            case "batchUpdate" -> {
                List<?> sets = (List<?>) input.get("parameters");
                yield () -> changes.batch((String) input.get("sql"), sets, context, caller);
            }
            case "transaction" -> {
                List<?> statements = (List<?>) input.get("statements");
                yield () -> changes.transaction(statements, context, caller);
            }
            case "call" -> () -> routines.call((String) input.get("procedure"), input.get("parameters"), caller);
            default -> change(operation, input, context, caller);
        };
    }

    /** The refusal of a change through a connector that only reads. */
    static ConnectorException onlyReads(Caller caller) {
        return caller.failure(
                        SqlErrors.ONLY_READS,
                        "The connector is declared with 'options.readOnly', so it changes nothing. Use 'query' or"
                                + " 'fetch', or a connector without it.")
                .neverSent()
                .build();
    }

    private Supplier<ExecutionResult> query(Map<String, Object> input, SqlStatement statement, Caller caller) {
        int chunkSize = Math.toIntExact((Long) input.get("chunkSize"));
        return switch ((String) input.get("fetchMode")) {
            case "one" -> () -> given.queryOne(statement, caller);
            case "many" -> () -> given.queryMany(statement, chunkSize, caller);
            case "stream" -> () -> given.queryStream(statement, caller);
            default -> () -> given.queryAll(statement, caller);
        };
    }

    private Supplier<ExecutionResult> change(
            Operation operation, Map<String, Object> input, ExecutionContext context, Caller caller) {
        String table = (String) input.get("table");
        List<String> returning = TablePages.names(input.get("returning"));
        return switch (operation.name()) {
            case "insert" -> {
                List<Map<String, Object>> rows = RowInput.rows(input.get("values"), caller);
                boolean ignore = "ignore".equals(input.get("onConflict"));
                yield () -> built.insert(table, rows, ignore, returning, caller);
            }
            case "upsert" -> {
                List<Map<String, Object>> rows = RowInput.rows(input.get("values"), caller);
                yield () -> built.upsert(table, rows, RowInput.keys(input), returning, caller);
            }
            case "update" -> {
                Map<String, Object> values = RowInput.row("values", input.get("values"), caller);
                Map<String, Object> where = RowInput.condition(input, values, context, caller);
                Map<String, Object> assigned = new LinkedHashMap<>(values);
                RowInput.keys(input).forEach(assigned::remove);
                yield () -> built.update(table, assigned, where, returning, caller);
            }
            case "delete" -> {
                Map<String, Object> where = RowInput.condition(input, Map.of(), context, caller);
                yield () -> built.delete(table, where, returning, caller);
            }
            case "bulkInsert" -> {
                RowSource rows = RowSource.of(input.get("rows"), caller);
                yield () -> bulk.insert(load(input), rows, caller);
            }
            case "bulkUpdate" -> {
                RowSource rows = RowSource.of(input.get("rows"), caller);
                yield () -> bulk.update(load(input), rows, caller);
            }
            default -> throw new IllegalArgumentException("There is no operation '" + operation.name() + "'.");
        };
    }

    private static BulkStatements.Load load(Map<String, Object> input) {
        return new BulkStatements.Load(
                (String) input.get("table"),
                RowInput.keys(input),
                Math.toIntExact((Long) input.get("chunkSize")),
                (Boolean) input.get("allOrNothing"));
    }

    private SqlStatement statement(Map<String, Object> input, ExecutionContext context, Caller caller) {
        return ParameterValues.fill(
                (String) input.get("sql"), input.get("parameters"), context, database.dialect(), caller);
    }
}
