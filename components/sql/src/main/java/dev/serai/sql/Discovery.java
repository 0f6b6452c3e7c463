/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveredResource.Part;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jooq.SQLDialect;

/**
 * Reads what a database holds: tables and views with their columns and keys, in the names and types of the database
 * itself. Those of the session's own schema come first and by their bare names, as calls name them; the others have
 * their schema's name in front. MySQL and MariaDB show the database that the URL names, or all when it names none. What
 * belongs to the database system itself is left out.
 */
final class Discovery {

    private static final String[] KINDS = {"TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW", "MATERIALIZED VIEW"};
    private static final Set<String> SCHEMAS_OF_THE_SYSTEM = Set.of(
            "information_schema", "pg_catalog", "pg_toast", "mysql", "performance_schema", "sys", "system", "xdb");

    private final DatabaseMetaData database;
    private final boolean schemasAreCatalogs;
    private final String ownCatalog;
    private final String ownSchema;

    private Discovery(Connection connection, SQLDialect dialect) throws SQLException {
        this.database = connection.getMetaData();
        this.schemasAreCatalogs = MySqlCodes.isSpokenBy(dialect);
        this.ownCatalog = connection.getCatalog();
        this.ownSchema = schemasAreCatalogs ? ownCatalog : connection.getSchema();
    }

    static List<DiscoveredResource> of(Connection connection, SQLDialect dialect) throws SQLException {
        return new Discovery(connection, dialect).read();
    }

    private List<DiscoveredResource> read() throws SQLException {
        List<Table> tables = tables();
        Map<Table, List<Column>> columns = columns();
        List<DiscoveredResource> found = new ArrayList<>();
        for (Table table : tables) {
            Map<String, String> keys = keys(table);
            found.add(new DiscoveredResource(
                    table.kind(),
                    table.schema() == null || table.schema().equals(ownSchema)
                            ? table.name()
                            : table.schema() + "." + table.name(),
                    Objects.requireNonNullElse(table.remarks(), ""),
                    columns.getOrDefault(table.bare(), List.of()).stream()
                            .map(column -> column.part(keys.getOrDefault(column.name(), "")))
                            .toList()));
        }
        return found;
    }

    private List<Table> tables() throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (ResultSet rows = database.getTables(ownCatalog, null, "%", KINDS)) {
            while (rows.next()) {
                Table table = new Table(
                        schema(rows),
                        rows.getString("TABLE_NAME"),
                        rows.getString("TABLE_TYPE").contains("VIEW") ? "view" : "table",
                        rows.getString("REMARKS"));
                if (!belongsToTheSystem(table)) {
                    tables.add(table);
                }
            }
        }
        tables.sort(Comparator.comparing((Table table) -> !Objects.equals(table.schema(), ownSchema))
                .thenComparing(table -> String.valueOf(table.schema()))
                .thenComparing(Table::name));
        return tables;
    }

    private static boolean belongsToTheSystem(Table table) {
        return (table.schema() != null
                        && SCHEMAS_OF_THE_SYSTEM.contains(table.schema().toLowerCase(Locale.ROOT)))
                || table.name().startsWith("sqlite_");
    }

    private Map<Table, List<Column>> columns() throws SQLException {
        Map<Table, List<Column>> columns = new LinkedHashMap<>();
        try (ResultSet rows = database.getColumns(ownCatalog, null, "%", "%")) {
            while (rows.next()) {
                columns.computeIfAbsent(
                                new Table(schema(rows), rows.getString("TABLE_NAME"), null, null),
                                table -> new ArrayList<>())
                        .add(Column.of(rows));
            }
        }
        columns.values().forEach(list -> list.sort(Comparator.comparing(Column::position)));
        return columns;
    }

    /** What each column of a table is a key for. */
    private Map<String, String> keys(Table table) throws SQLException {
        Map<String, String> keys = new TreeMap<>();
        String catalog = schemasAreCatalogs ? table.schema() : ownCatalog;
        String schema = schemasAreCatalogs ? null : table.schema();
        try (ResultSet rows = database.getPrimaryKeys(catalog, schema, table.name())) {
            while (rows.next()) {
                keys.put(rows.getString("COLUMN_NAME"), "primary key");
            }
        }
        try (ResultSet rows = database.getImportedKeys(catalog, schema, table.name())) {
            while (rows.next()) {
                keys.merge(
                        rows.getString("FKCOLUMN_NAME"),
                        "refers to " + rows.getString("PKTABLE_NAME") + "." + rows.getString("PKCOLUMN_NAME"),
                        (one, other) -> one + ", " + other);
            }
        }
        return keys;
    }

    private String schema(ResultSet rows) throws SQLException {
        return rows.getString(schemasAreCatalogs ? "TABLE_CAT" : "TABLE_SCHEM");
    }

    /** @param schema null where the database has none */
    private record Table(String schema, String name, String kind, String remarks) {
        Table bare() {
            return new Table(schema, name, null, null);
        }
    }

    private record Column(int position, String name, String type, boolean nullable, String standard, String remarks) {

        /** In the order in which every driver can be read. */
        static Column of(ResultSet rows) throws SQLException {
            String name = rows.getString("COLUMN_NAME");
            String type = rows.getString("TYPE_NAME");
            int size = rows.getInt("COLUMN_SIZE");
            int scale = rows.getInt("DECIMAL_DIGITS");
            int jdbcType = rows.getInt("DATA_TYPE");
            boolean nullable = rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls;
            return new Column(
                    rows.getInt("ORDINAL_POSITION"),
                    name,
                    sized(type, jdbcType, size, scale),
                    nullable,
                    rows.getString("COLUMN_DEF"),
                    rows.getString("REMARKS"));
        }

        private static String sized(String type, int jdbcType, int size, int scale) {
            if (type.contains("(") || size <= 0 || size >= Integer.MAX_VALUE) {
                return type;
            }
            return switch (jdbcType) {
                case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR, Types.BINARY, Types.VARBINARY ->
                    type + "(" + size + ")";
                case Types.DECIMAL, Types.NUMERIC -> type + "(" + size + ", " + scale + ")";
                default -> type;
            };
        }

        Part part(String key) {
            List<String> sentences = new ArrayList<>();
            if (!key.isEmpty()) {
                sentences.add(key);
            }
            if (!nullable) {
                sentences.add("not null");
            }
            if (standard != null && !standard.equalsIgnoreCase("NULL")) {
                sentences.add("default " + standard);
            }
            if (remarks != null && !remarks.isEmpty()) {
                sentences.add(remarks);
            }
            return new Part(name, type, String.join("; ", sentences));
        }
    }
}
