/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Name;
import org.jooq.impl.DSL;

/** Calls PostgreSQL's procedures by CALL and its functions by SELECT, with their parameters by name where they have one. */
final class PostgresRoutines {

    private static final String FIND = """
            SELECT p.prokind = 'p' AS procedure, p.proretset AS many, p.pronargdefaults AS defaults,
                   coalesce(p.proargnames, ARRAY[]::text[]) AS names,
                   coalesce(p.proargmodes::text[], array_fill('i'::text, ARRAY[p.pronargs])) AS modes
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE p.proname = ? AND CASE WHEN ? THEN n.nspname = ? ELSE pg_function_is_visible(p.oid) END
               AND p.prokind IN ('p', 'f')
             ORDER BY p.oid
            """;

    private final Database database;
    private final Connection connection;
    private final Caller caller;

    PostgresRoutines(Database database, Connection connection, Caller caller) {
        this.database = database;
        this.connection = connection;
        this.caller = caller;
    }

    Map<String, Object> call(String procedure, Name name, Object values) throws SQLException {
        Routine routine = Routine.chosen(procedure, find(procedure, name), values, caller);
        Map<Routine.Parameter, Object> arguments = routine.arguments(values);
        List<String> places = new ArrayList<>();
        List<Object> parameters = new ArrayList<>();
        for (Routine.Parameter parameter : routine.parameters()) {
            String label = parameter.name().isEmpty()
                    ? ""
                    : database.builder().render(DSL.quotedName(parameter.name())) + " => ";
            if (arguments.containsKey(parameter)) {
                places.add(label + "?");
                parameters.add(arguments.get(parameter));
            } else if (!parameter.in() && !routine.function()) {
                places.add(label + "NULL");
            }
        }
        String sql = (routine.function() ? "SELECT * FROM " : "CALL ")
                + database.builder().render(name) + "(" + String.join(", ", places) + ")";
        return run(sql, parameters, routine, name);
    }

    private Map<String, Object> run(String sql, List<Object> parameters, Routine routine, Name name)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ParameterBinding.ofColumns(database.dialect(), List.of(), caller).bind(statement, parameters);
            return database.timeout().within(statement, () -> {
                Map<String, Object> output = new LinkedHashMap<>(Map.of("parameters", Map.of(), "rows", List.of()));
                if (!statement.execute()) {
                    return output;
                }
                try (ResultSet results = statement.getResultSet()) {
                    ResultRows rows = new ResultRows(results, database.dialect(), caller);
                    List<Map<String, Object>> all = rows.rest();
                    if (routine.many()) {
                        output.put("rows", all);
                    } else if (!all.isEmpty()) {
                        boolean single = routine.function() && rows.labels().equals(List.of(name.last()));
                        Map<String, Object> result = new LinkedHashMap<>();
                        result.put("result", all.get(0).get(name.last()));
                        output.put("parameters", single ? result : all.get(0));
                    }
                    return output;
                }
            });
        }
    }

    private List<Routine> find(String procedure, Name name) throws SQLException {
        List<Routine> found = new ArrayList<>();
        boolean qualified = name.parts().length > 1;
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setString(1, name.last());
            statement.setBoolean(2, qualified);
            statement.setString(3, qualified ? name.first() : "");
            try (ResultSet results = statement.executeQuery()) {
                ResultRows rows = new ResultRows(results, database.dialect(), caller);
                for (Map<String, Object> row = rows.next(); row != null; row = rows.next()) {
                    found.add(routine(procedure, row));
                }
            }
        }
        return found;
    }

    private static Routine routine(String procedure, Map<String, Object> row) {
        List<?> names = (List<?>) row.get("names");
        List<?> modes = (List<?>) row.get("modes");
        long inputs = modes.stream().filter(PostgresRoutines::isInput).count();
        long withoutDefault = inputs - ((Number) row.get("defaults")).longValue();
        List<Routine.Parameter> parameters = new ArrayList<>();
        long input = 0;
        for (int i = 0; i < modes.size(); i++) {
            Object mode = modes.get(i);
            if (mode.equals("t")) {
                continue;
            }
            boolean in = isInput(mode);
            String name = i < names.size() ? String.valueOf(names.get(i)) : "";
            parameters.add(new Routine.Parameter(
                    name, in, mode.equals("o") || mode.equals("b"), in && input >= withoutDefault, Types.OTHER));
            input += in ? 1 : 0;
        }
        return new Routine(
                procedure, !(Boolean) row.get("procedure"), (Boolean) row.get("many"), List.copyOf(parameters));
    }

    private static boolean isInput(Object mode) {
        return mode.equals("i") || mode.equals("b") || mode.equals("v");
    }
}
