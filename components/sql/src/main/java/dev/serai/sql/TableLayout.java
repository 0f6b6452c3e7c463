/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.Names;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jooq.Name;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The columns of a table as it is now, by the names that the database gives them.
 *
 * @param table the name that messages give it
 * @param columns in their order
 * @param primaryKey names of columns, in the key's order; empty without one
 */
record TableLayout(String table, List<Column> columns, List<String> primaryKey) {

    /**
     * One column.
     *
     * @param name as the database spells it
     * @param type the database's name of its type, in lower case
     * @param nullable whether it may hold NULL, as far as the database says
     */
    record Column(String name, String type, boolean nullable) {

        Name quoted() {
            return DSL.quotedName(name);
        }
    }

    /** Asks the database. */
    static TableLayout of(Database database, Connection connection, String table, Caller caller) throws SQLException {
        Name name = database.identifiers().table(table, caller);
        List<String> primaryKey = primaryKey(database.dialect(), connection, name);
        List<Column> columns = new ArrayList<>();
        String sql = database.builder()
                .selectFrom(DSL.table(name))
                .where(DSL.falseCondition())
                .getSQL();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet none = database.timeout().within(statement, statement::executeQuery)) {
            ResultSetMetaData metadata = none.getMetaData();
            for (int i = 1; i <= metadata.getColumnCount(); i++) {
                String column = metadata.getColumnName(i);
                columns.add(new Column(
                        column,
                        metadata.getColumnTypeName(i).toLowerCase(Locale.ROOT),
                        !primaryKey.contains(column) && metadata.isNullable(i) != ResultSetMetaData.columnNoNulls));
            }
        }
        return new TableLayout(table, List.copyOf(columns), primaryKey);
    }

    /**
     * Finds a column by a name that a route gives, whatever its case when that leaves one.
     *
     * @throws dev.serai.connector.ConnectorException when the name is not plain, or there is no such column
     */
    Column column(String given, Identifiers identifiers, Caller caller) {
        String spelled = identifiers.column(given, caller).last();
        Optional<Column> same =
                columns.stream().filter(column -> column.name().equals(spelled)).findFirst();
        List<Column> alike = columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(spelled))
                .toList();
        if (same.isEmpty() && alike.size() != 1) {
            throw caller.failure(
                            SqlErrors.COLUMN_MISSING,
                            "'" + table + "' has no column '" + given + "'. "
                                    + Names.suggestion(
                                            given,
                                            columns.stream().map(Column::name).toList()))
                    .build();
        }
        return same.orElseGet(() -> alike.get(0));
    }

    private static List<String> primaryKey(SQLDialect dialect, Connection connection, Name table) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        String qualifier = table.parts().length > 1 ? table.first() : null;
        boolean catalogs = dialect.family() == SQLDialect.MYSQL || dialect.family() == SQLDialect.MARIADB;
        Map<String, Map<Short, String>> bySchema = keys(
                metadata,
                catalogs && qualifier != null ? qualifier : connection.getCatalog(),
                catalogs ? null : qualifier == null ? connection.getSchema() : qualifier,
                table.last());
        if (bySchema.isEmpty() && qualifier == null) {
            // The table may be found in another schema of the search path; of two, nobody can say which.
            bySchema = keys(metadata, connection.getCatalog(), null, table.last());
        }
        return bySchema.size() == 1
                ? List.copyOf(bySchema.values().iterator().next().values())
                : List.of();
    }

    private static Map<String, Map<Short, String>> keys(
            DatabaseMetaData metadata, String catalog, String schema, String table) throws SQLException {
        Map<String, Map<Short, String>> bySchema = new LinkedHashMap<>();
        try (ResultSet keys = metadata.getPrimaryKeys(catalog, schema, table)) {
            while (keys.next()) {
                bySchema.computeIfAbsent(String.valueOf(keys.getString("TABLE_SCHEM")), name -> new TreeMap<>())
                        .put(keys.getShort("KEY_SEQ"), keys.getString("COLUMN_NAME"));
            }
        }
        return bySchema;
    }
}
