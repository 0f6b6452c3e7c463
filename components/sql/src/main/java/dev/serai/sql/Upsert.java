/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.InsertValuesStepN;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Writes the statement that inserts a row or changes the one that is there. */
final class Upsert {

    private final Database database;
    private final Table<Record> table;
    private final List<String> keys;
    private final Caller caller;

    private Upsert(Database database, Table<Record> table, List<String> keys, Caller caller) {
        this.database = database;
        this.table = table;
        this.keys = keys;
        this.caller = caller;
    }

    /**
     * @param keys as the caller names them; empty for the primary key
     * @throws dev.serai.connector.ConnectorException when there is no key, or the database has nothing for it
     */
    static Upsert into(String table, List<String> keys, Database database, Connection connection, Caller caller)
            throws SQLException {
        Table<Record> name = DSL.table(database.identifiers().table(table, caller));
        switch (database.dialect().family()) {
            case POSTGRES, SQLITE, MYSQL, MARIADB, H2 -> {}
            default ->
                throw caller.failure(
                                SqlErrors.DIALECT_LACKS,
                                "'upsert' is supported on PostgreSQL, SQLite, MySQL, MariaDB and H2, not on this"
                                        + " database. Use 'execute' with the database's own MERGE.")
                        .build();
        }
        List<String> spelled = keys.isEmpty()
                ? TableLayout.of(database, connection, table, caller).primaryKey()
                : keys.stream()
                        .map(key -> database.identifiers().column(key, caller).last())
                        .toList();
        if (spelled.isEmpty()) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "'" + table + "' has no primary key. Name the columns that say whether a row is there with"
                                    + " 'keys'; the database needs a unique index on them.")
                    .build();
        }
        return new Upsert(database, name, spelled, caller);
    }

    /** @param columns that a row names */
    String statement(List<String> columns) {
        Map<String, Field<Object>> fields = new LinkedHashMap<>();
        columns.forEach(name -> {
            var quoted = database.identifiers().column(name, caller);
            fields.put(quoted.last(), DSL.field(quoted));
        });
        keys.forEach(key -> {
            if (!fields.containsKey(key)) {
                throw caller.failure(
                                SqlErrors.PARAMETERS_WRONG,
                                "A row has no value for '" + key + "', which says whether the row is there.")
                        .build();
            }
        });
        List<Field<Object>> keyFields = keys.stream().map(fields::get).toList();
        List<Field<Object>> all = List.copyOf(fields.values());
        if (database.dialect().family() == SQLDialect.H2) {
            return "MERGE INTO " + database.builder().render(table) + " (" + rendered(all) + ") KEY ("
                    + rendered(keyFields) + ") VALUES ("
                    + all.stream().map(field -> "?").collect(Collectors.joining(", ")) + ")";
        }
        InsertValuesStepN<Record> insert = database.builder()
                .insertInto(table, all)
                .values(all.stream().map(field -> Places.empty()).toList());
        Map<Field<Object>, Field<Object>> changes = new LinkedHashMap<>();
        all.stream()
                .filter(field -> !keyFields.contains(field))
                .forEach(field -> changes.put(field, DSL.excluded(field)));
        return changes.isEmpty()
                ? insert.onConflict(keyFields).doNothing().getSQL()
                : insert.onConflict(keyFields).doUpdate().set(changes).getSQL();
    }

    private String rendered(List<Field<Object>> fields) {
        return fields.stream().map(database.builder()::render).collect(Collectors.joining(", "));
    }
}
