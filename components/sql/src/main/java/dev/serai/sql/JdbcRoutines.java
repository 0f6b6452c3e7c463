/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jooq.Name;
import org.jooq.SQLDialect;

/** Calls routines by what a driver's metadata say of them, in JDBC's own syntax. */
final class JdbcRoutines {

    private final Database database;
    private final Connection connection;
    private final Caller caller;

    JdbcRoutines(Database database, Connection connection, Caller caller) {
        this.database = database;
        this.connection = connection;
        this.caller = caller;
    }

    Map<String, Object> call(String procedure, Name name, Object values) throws SQLException {
        Routine routine = Routine.chosen(procedure, find(procedure, name), values, caller);
        Map<Routine.Parameter, Object> arguments = routine.arguments(values);
        String places = routine.parameters().stream().map(parameter -> "?").collect(Collectors.joining(", "));
        // H2 gives what a function returns as a result of one value.
        boolean returnsAsRow = routine.function() && database.dialect().family() == SQLDialect.H2;
        boolean returnsInPlace = routine.function() && !returnsAsRow;
        String sql = "{" + (returnsInPlace ? "? = " : "") + "call "
                + database.builder().render(name) + "(" + places + ")}";
        try (CallableStatement statement = connection.prepareCall(sql)) {
            int place = 1;
            if (returnsInPlace) {
                statement.registerOutParameter(place++, Types.OTHER);
            }
            for (Routine.Parameter parameter : routine.parameters()) {
                if (parameter.in()) {
                    Object value = ParameterBinding.plain(arguments.get(parameter));
                    ParameterBinding.check("The parameter '%s'", parameter.name(), value, SQLDialect.DEFAULT, caller);
                    statement.setObject(place, value);
                }
                if (parameter.out()) {
                    statement.registerOutParameter(place, parameter.type());
                }
                place++;
            }
            return database.timeout().within(statement, () -> {
                List<List<Map<String, Object>>> rows = rows(statement);
                return returnsAsRow ? result(rows) : output(statement, routine, rows);
            });
        }
    }

    private List<List<Map<String, Object>>> rows(CallableStatement statement) throws SQLException {
        List<List<Map<String, Object>>> results = new ArrayList<>();
        boolean rows = statement.execute();
        while (rows || statement.getUpdateCount() != -1) {
            if (rows) {
                try (ResultSet result = statement.getResultSet()) {
                    results.add(new ResultRows(result, database.dialect(), caller).rest());
                }
            }
            rows = statement.getMoreResults();
        }
        return results;
    }

    private static Map<String, Object> result(List<List<Map<String, Object>>> rows) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("result", rows.get(0).get(0).values().iterator().next());
        return Map.of("parameters", parameters, "rows", List.of());
    }

    private static Map<String, Object> output(
            CallableStatement statement, Routine routine, List<List<Map<String, Object>>> results) throws SQLException {
        Map<String, Object> parameters = new LinkedHashMap<>();
        int place = 1;
        if (routine.function()) {
            parameters.put("result", value(statement, place++, Types.OTHER));
        }
        for (Routine.Parameter parameter : routine.parameters()) {
            if (parameter.out()) {
                parameters.put(parameter.name(), value(statement, place, parameter.type()));
            }
            place++;
        }
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("parameters", parameters);
        output.put("rows", results.isEmpty() ? List.of() : results.get(0));
        if (results.size() > 1) {
            output.put("moreRows", List.copyOf(results.subList(1, results.size())));
        }
        return output;
    }

    private static Object value(CallableStatement statement, int place, int type) throws SQLException {
        return switch (type) {
            case Types.DATE -> statement.getObject(place, LocalDate.class);
            case Types.TIME -> statement.getObject(place, LocalTime.class);
            case Types.TIMESTAMP -> statement.getObject(place, LocalDateTime.class);
            case Types.TIMESTAMP_WITH_TIMEZONE -> statement.getObject(place, OffsetDateTime.class);
            case Types.CLOB, Types.NCLOB, Types.LONGVARCHAR -> statement.getString(place);
            case Types.BLOB, Types.LONGVARBINARY -> statement.getBytes(place);
            default -> statement.getObject(place);
        };
    }

    private List<Routine> find(String procedure, Name name) throws SQLException {
        DatabaseMetaData metadata = connection.getMetaData();
        boolean catalogs = database.dialect().family() == SQLDialect.MYSQL
                || database.dialect().family() == SQLDialect.MARIADB;
        String qualifier = name.parts().length > 1 ? name.first() : null;
        Map<String, List<Routine.Parameter>> parameters = new LinkedHashMap<>();
        List<String> functions = new ArrayList<>();
        try (ResultSet columns = metadata.getProcedureColumns(
                catalogs && qualifier != null ? qualifier : connection.getCatalog(),
                catalogs ? null : pattern(metadata, qualifier == null ? connection.getSchema() : qualifier),
                pattern(metadata, name.last()),
                "%")) {
            while (columns.next()) {
                String routine = String.valueOf(columns.getString("SPECIFIC_NAME"));
                parameters.computeIfAbsent(routine, key -> new ArrayList<>());
                int mode = columns.getInt("COLUMN_TYPE");
                boolean in =
                        mode == DatabaseMetaData.procedureColumnIn || mode == DatabaseMetaData.procedureColumnInOut;
                boolean out =
                        mode == DatabaseMetaData.procedureColumnOut || mode == DatabaseMetaData.procedureColumnInOut;
                if (mode == DatabaseMetaData.procedureColumnReturn) {
                    functions.add(routine);
                } else if (in || out) {
                    parameters
                            .get(routine)
                            .add(new Routine.Parameter(
                                    String.valueOf(columns.getString("COLUMN_NAME")),
                                    in,
                                    out,
                                    false,
                                    columns.getInt("DATA_TYPE")));
                }
            }
        }
        List<Routine> found = new ArrayList<>();
        parameters.forEach((routine, list) -> found.add(
                new Routine(procedure, functions.contains(routine), false, Collections.unmodifiableList(list))));
        return found;
    }

    /** Metadata take names as patterns. */
    private static String pattern(DatabaseMetaData metadata, String name) throws SQLException {
        String escape = metadata.getSearchStringEscape();
        return name == null ? null : name.replace("_", escape + "_").replace("%", escape + "%");
    }
}
