/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.List;

/** What a SQL connector can do. */
final class SqlOperations {

    private static final String ROWS_AFFECTED = "rowsAffected";

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

    static final Operation QUERY = Operation.call(
                    "query", "Reads rows. SQLite, PostgreSQL, MySQL and MariaDB refuse any change.")
            .field(SQL)
            .payload(PARAMETERS)
            .field(Field.optional(
                            "fetchMode", Field.Type.STRING, "Whether the statement gives many rows or at most one.")
                    .oneOf("all", "one")
                    .withDefault("all"))
            .output("A list of maps from column label to value; with fetchMode 'one' the map itself, or null when"
                    + " there is no row (more rows are refused).")
            .metadata("rowCount", Field.Type.INTEGER, "How many rows there are.")
            .readOnly()
            .build();

    static final Operation EXECUTE = Operation.call("execute", "Runs any statement, in a transaction of its own.")
            .field(SQL)
            .payload(PARAMETERS)
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
            .output(Field.Type.INTEGER, "The number of rows added.")
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
            .output(Field.Type.INTEGER, "The number of rows changed.")
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
            .output(Field.Type.INTEGER, "The number of rows removed.")
            .metadata(ROWS_AFFECTED, Field.Type.INTEGER, "How many rows the call removed.")
            .build();

    static final List<Operation> ALL = List.of(QUERY, EXECUTE, INSERT, UPDATE, DELETE);

    private SqlOperations() {}
}
