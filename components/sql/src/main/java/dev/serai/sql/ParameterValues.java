/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jooq.SQLDialect;

/** Brings values to the places of a statement. Values are only ever parameters, never part of the text. */
final class ParameterValues {

    private ParameterValues() {}

    /**
     * Gives every place of a statement its value.
     *
     * @param payload a map for named places, a list for {@code ?}; anything else is left aside when no place needs it
     * @param context where a named value is looked for that the payload does not hold
     */
    static SqlStatement fill(String sql, Object payload, ExecutionContext context, SQLDialect dialect, Caller caller) {
        List<Placeholders.Place> places = Placeholders.in(sql, dialect);
        long named = places.stream().filter(place -> place.name() != null).count();
        if (named == 0) {
            return new SqlStatement(sql, positional(places.size(), payload, dialect, caller));
        }
        if (named < places.size()) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "The statement mixes ? and :#name. Use one of them, or write ?? for the operator ?.")
                    .build();
        }
        StringBuilder text = new StringBuilder();
        List<Object> values = new ArrayList<>();
        int from = 0;
        for (Placeholders.Place place : places) {
            text.append(sql, from, place.start());
            from = place.end();
            Object value = named(place.name(), payload, context, caller);
            if (place.list()) {
                List<?> list = list(place.name(), value, caller);
                text.append("?, ".repeat(list.size() - 1)).append('?');
                values.addAll(list);
            } else {
                text.append('?');
                values.add(value);
            }
        }
        return new SqlStatement(text.append(sql, from, sql.length()).toString(), checked(values, dialect, caller));
    }

    private static List<Object> positional(int places, Object payload, SQLDialect dialect, Caller caller) {
        if (places == 0) {
            return List.of();
        }
        if (!(payload instanceof List<?> list)) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "The statement has " + places + " places ?, so the parameters must be a list of " + places
                                    + " values, but are "
                                    + (payload == null
                                            ? "missing"
                                            : "a " + payload.getClass().getSimpleName()) + ".")
                    .build();
        }
        if (list.size() != places) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "The statement has " + places + " places ?, but the list of parameters holds " + list.size()
                                    + " values.")
                    .build();
        }
        return checked(new ArrayList<>(list), dialect, caller);
    }

    /** The value of a name: from the payload, else from the message's headers and variables. */
    static Object named(String name, Object payload, ExecutionContext context, Caller caller) {
        if (payload instanceof Map<?, ?> map && map.containsKey(name)) {
            return map.get(name);
        }
        Object value = context.parameters().apply(name);
        if (value == null) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "There is no value for '" + name
                                    + "'. Have it in the body, a map, or set a header or variable of that name;"
                                    + " for NULL, have the key in the body with the value null.")
                    .build();
        }
        return value;
    }

    private static List<?> list(String name, Object value, Caller caller) {
        List<?> list = value instanceof Collection<?> collection ? new ArrayList<>(collection) : List.of();
        if (list.isEmpty()) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG, "':#in:" + name + "' takes a list with at least one value.")
                    .build();
        }
        return list;
    }

    /** Refuses values that no column can hold, before anything is sent. */
    private static List<Object> checked(List<Object> values, SQLDialect dialect, Caller caller) {
        values.forEach(value -> ParameterBinding.check("A parameter", "", value, dialect, caller));
        return values;
    }
}
