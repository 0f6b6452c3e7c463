/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.DataOperations;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.List;

/** What a SQL connector can do. */
final class SqlOperations {

    private static final String ROWS_AFFECTED = "rowsAffected";

    private static final String COLUMNS = "columns";

    private static final Field SQL =
            Field.required("sql", Field.Type.STRING, "The statement, with :#name, :#in:name (a list) or ? for values.");
    private static final Field PARAMETERS = Field.optional(
            "parameters",
            Field.Type.ANY,
            "A map of values for :#name, or a list of values for ?. A name that it lacks is looked for in the headers"
                    + " and variables.");
    private static final Field TABLE =
            Field.required("table", Field.Type.STRING, "The table, with 'schema.' before it if need be.");
    private static final Field KEYS = Field.optional(
            "keys",
            Field.Type.LIST,
            "Instead of 'where': the columns that select the rows. Their values come from the body, headers or"
                    + " variables of the same names.");

    private static final Field RETURNING = Field.optional(
            "returning",
            Field.Type.LIST,
            "The columns of the changed rows that come back, or * for all, where the database can.");

    private static final Field EXACTLY_ONCE = Field.optional(
            "exactlyOnce",
            Field.Type.BOOLEAN,
            "Whether the change and a record that it is done are one transaction, so that a durable step which is"
                    + " repeated gets the result of the first time and changes nothing again. Needs a step of a workflow,"
                    + " or the header CamelSeraiIdempotencyKey.");

    private static final Field CHUNK_SIZE = Field.optional(
                    "chunkSize", Field.Type.INTEGER, "How many rows are taken together.")
            .between("1", "1000000")
            .withDefault("1000");

    static final Operation QUERY = Operation.call(
                    "query", "Reads rows. SQLite, PostgreSQL, MySQL and MariaDB refuse any change.")
            .field(SQL)
            .payload(PARAMETERS)
            .field(Field.optional(
                            "fetchMode",
                            Field.Type.STRING,
                            "All rows, at most one, many as an iterator of lists, or a stream as an iterator of rows."
                                    + " An iterator holds a connection until its end, or until it is closed with the"
                                    + " message.")
                    .oneOf("all", "one", "many", "stream")
                    .withDefault("all"))
            .field(CHUNK_SIZE)
            .output("A list of maps from column label to value; with fetchMode 'one' a map or null (more rows are"
                    + " refused), with 'many' an iterator of lists of chunkSize rows, with 'stream' one of rows.")
            .metadata("rowCount", Field.Type.INTEGER, "How many rows there are, when all were read.")
            .metadata(COLUMNS, Field.Type.LIST, "The labels of the columns, in their order.")
            .readOnly()
            .build();

    static final Operation EXECUTE = Operation.call("execute", "Runs any statement, in a transaction of its own.")
            .field(SQL)
            .payload(PARAMETERS)
            .field(EXACTLY_ONCE)
            .output(Field.Type.INTEGER, "The number of rows changed.")
            .metadata(ROWS_AFFECTED, Field.Type.INTEGER, "How many rows the call changed.")
            .build();

    static final Operation INSERT = Operation.call("insert", "Adds one row or many, all of them or none.")
            .field(TABLE)
            .resource("table")
            .payload(Field.required("values", Field.Type.ANY, "A map from column to value, or a list of such maps."))
            .field(Field.optional(
                            "onConflict",
                            Field.Type.STRING,
                            "What to do with a row whose key is already there: fail as a whole, or leave it out.")
                    .oneOf("fail", "ignore")
                    .withDefault("fail"))
            .field(RETURNING)
            .field(EXACTLY_ONCE)
            .output("The number of rows added; with 'returning' the rows.")
            .metadata(ROWS_AFFECTED, Field.Type.INTEGER, "How many rows the call added.")
            .build();

    static final Operation UPDATE = Operation.call("update", "Changes the rows that a condition selects.")
            .field(TABLE)
            .resource("table")
            .payload(Field.required("values", Field.Type.MAP, "A map from column to new value."))
            .field(Field.optional(
                    "where",
                    Field.Type.MAP,
                    "A map from column to the value that selects the rows; null selects NULL."))
            .field(KEYS)
            .field(RETURNING)
            .field(EXACTLY_ONCE)
            .output("The number of rows changed; with 'returning' the rows as they are now.")
            .metadata(ROWS_AFFECTED, Field.Type.INTEGER, "How many rows the call changed.")
            .build();

    static final Operation DELETE = Operation.call("delete", "Removes the rows that a condition selects.")
            .field(TABLE)
            .resource("table")
            .payload(Field.optional(
                    "where",
                    Field.Type.ANY,
                    "A map from column to the value that selects the rows; null selects NULL."))
            .field(KEYS)
            .field(RETURNING)
            .field(EXACTLY_ONCE)
            .output("The number of rows removed; with 'returning' the rows as they were.")
            .metadata(ROWS_AFFECTED, Field.Type.INTEGER, "How many rows the call removed.")
            .build();

    static final Operation UPSERT = Operation.call(
                    "upsert", "Adds rows, or changes those that are there, all of them or none.")
            .field(TABLE)
            .resource("table")
            .payload(Field.required("values", Field.Type.ANY, "A map from column to value, or a list of such maps."))
            .field(Field.optional(
                    "keys",
                    Field.Type.LIST,
                    "The columns that say whether a row is there, by default the primary key."))
            .field(RETURNING)
            .field(EXACTLY_ONCE)
            .idempotent()
            .output("The number of rows added or changed; with 'returning' the rows as they are now.")
            .metadata(ROWS_AFFECTED, Field.Type.INTEGER, "How many rows the call added or changed.")
            .build();

    static final Operation BATCH_UPDATE = Operation.call(
                    "batchUpdate", "Runs one statement with many sets of parameters, all of them or none.")
            .field(SQL)
            .payload(Field.required("parameters", Field.Type.LIST, "A list of sets: maps for :#name, or lists for ?."))
            .field(EXACTLY_ONCE)
            .output(Field.Type.LIST, "For each set the number of rows changed.")
            .metadata(ROWS_AFFECTED, Field.Type.INTEGER, "How many rows the call changed.")
            .build();

    static final Operation TRANSACTION = Operation.call(
                    "transaction", "Runs statements one after another, all of them or none.")
            .payload(Field.required(
                    "statements",
                    Field.Type.LIST,
                    "A list of {sql: …, parameters: …}, each as 'execute' or 'query' takes them."))
            .field(EXACTLY_ONCE)
            .output(Field.Type.LIST, "For each statement a map: rowsAffected, or rows, rowCount and columns.")
            .metadata(ROWS_AFFECTED, Field.Type.INTEGER, "How many rows all statements changed.")
            .build();

    private static final Field ROWS = Field.required(
            "rows",
            Field.Type.ANY,
            "A list, an iterator or a stream of maps from column to value. The first names all columns; what a later"
                    + " one leaves out is NULL.");

    private static final Field ALL_OR_NOTHING = Field.optional(
                    "allOrNothing",
                    Field.Type.BOOLEAN,
                    "Whether all rows are one transaction. Otherwise each chunk is one, and stays when a later one"
                            + " fails.")
            .withDefault("true");

    static final Operation BULK_INSERT = Operation.call(
                    "bulkInsert", "Adds very many rows, a part of them in memory; by COPY on PostgreSQL.")
            .field(TABLE)
            .resource("table")
            .payload(ROWS)
            .field(ALL_OR_NOTHING)
            .field(CHUNK_SIZE)
            .field(EXACTLY_ONCE)
            .output(Field.Type.INTEGER, "The number of rows added.")
            .metadata(ROWS_AFFECTED, Field.Type.INTEGER, "How many rows the call added.")
            .build();

    static final Operation BULK_UPDATE = Operation.call(
                    "bulkUpdate",
                    "Changes very many rows by their keys, a part of them in memory; by COPY on PostgreSQL.")
            .field(TABLE)
            .resource("table")
            .payload(ROWS)
            .field(Field.optional(
                    "keys", Field.Type.LIST, "The columns that select a row, by default the primary key."))
            .field(ALL_OR_NOTHING)
            .field(CHUNK_SIZE)
            .field(EXACTLY_ONCE)
            .output(Field.Type.INTEGER, "The number of rows changed.")
            .metadata(ROWS_AFFECTED, Field.Type.INTEGER, "How many rows the call changed.")
            .build();

    static final Operation CALL = Operation.call("call", "Calls a procedure or function.")
            .field(Field.required("procedure", Field.Type.STRING, "Its name, with 'schema.' before it if need be."))
            .payload(Field.optional(
                    "parameters", Field.Type.ANY, "A map by the names of the parameters, or a list in their order."))
            .field(EXACTLY_ONCE)
            .output(
                    Field.Type.MAP,
                    "A map: 'parameters' has the values that came out by name, and what a function gave as"
                            + " 'result'; 'rows' has a list of rows.")
            .metadata("rowCount", Field.Type.INTEGER, "How many rows came.")
            .build();

    private static final Field KEY = Field.optional(
            "key", Field.Type.LIST, "The columns that tell rows apart, for a view or a table without a primary key.");

    static final Operation FETCH = DataOperations.fetch("The table or view, with 'schema.' before it if need be.")
            .field(KEY)
            .build();

    static final Operation STREAM = DataOperations.stream("The table or view, with 'schema.' before it if need be.")
            .field(Field.optional(
                    "cursor",
                    Field.Type.LIST,
                    "The columns whose values grow with new rows, by default the primary key. Rows that show up later"
                            + " with a smaller value are not seen."))
            .field(KEY)
            .field(Field.optional("filters", Field.Type.MAP, "Conditions that must all hold, as those of 'fetch'."))
            .field(Field.optional("fields", Field.Type.LIST, "The only columns that are wanted."))
            .build();

    static final Operation OUTBOX = Operation.stream(
                    "outbox", "Takes rows once among several nodes, and removes each when its route is done.")
            .field(TABLE)
            .resource("table")
            .field(Field.optional(
                    "order", Field.Type.LIST, "The columns in whose order rows are taken, by default the primary key."))
            .field(KEY)
            .field(Field.optional("filters", Field.Type.MAP, "Conditions that must all hold, as those of 'fetch'."))
            .field(Field.optional(
                    "mark",
                    Field.Type.MAP,
                    "Columns and values that are set in a row that is done, which then is not removed; 'filters' must"
                            + " leave it out."))
            .field(Field.optional("pollInterval", Field.Type.DURATION, "The wait before it looks for more.")
                    .between("1ms", "")
                    .withDefault("1s"))
            .field(Field.optional(
                            "onError",
                            Field.Type.STRING,
                            "What becomes of a row that the route fails for: the poll ends there, or goes on with the"
                                    + " others; either way the row comes again at the next.")
                    .oneOf("stop", "skip")
                    .withDefault("stop"))
            .output(Field.Type.MAP, "A message per row: a map of its values.")
            .metadata("resource", Field.Type.STRING, "The table.")
            .metadata("recordId", Field.Type.STRING, "The row's key.")
            .build();

    static final List<Operation> ALL = List.of(
            QUERY,
            FETCH,
            STREAM,
            OUTBOX,
            INSERT,
            UPDATE,
            UPSERT,
            DELETE,
            BULK_INSERT,
            BULK_UPDATE,
            EXECUTE,
            BATCH_UPDATE,
            TRANSACTION,
            CALL);

    private SqlOperations() {}
}
