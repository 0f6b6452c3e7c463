/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads rows and conditions from an operation's inputs. */
final class RowInput {

    private RowInput() {}

    /** One row or many. */
    static List<Map<String, Object>> rows(Object values, Caller caller) {
        if (!(values instanceof List<?> list)) {
            return List.of(row("values", values, caller));
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object value : list) {
            rows.add(row("values", value, caller));
        }
        return rows;
    }

    static Map<String, Object> row(String field, Object value, Caller caller) {
        if (!(value instanceof Map<?, ?> map)) {
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "'" + field + "' must be a map from column to value, but holds "
                                    + (value == null
                                            ? "nothing"
                                            : "a " + value.getClass().getSimpleName())
                                    + ". Convert it first, for example with unmarshal.")
                    .build();
        }
        return named(map);
    }

    /** The map itself where all its keys are text, as nearly always: there may be a million of them. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> named(Map<?, ?> map) {
        for (Object column : map.keySet()) {
            if (!(column instanceof String)) {
                Map<String, Object> row = new LinkedHashMap<>();
                map.forEach((name, value) -> row.put(String.valueOf(name), value));
                return row;
            }
        }
        return (Map<String, Object>) map;
    }

    /** The columns that select rows by values found elsewhere; empty when there are none. */
    static List<String> keys(Map<String, Object> input) {
        return input.get("keys") instanceof List<?> keys
                ? keys.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * What selects the rows: the map {@code where}, or the columns named by {@code keys}.
     *
     * @param values where the values of keys are looked for first
     */
    static Map<String, Object> condition(
            Map<String, Object> input, Map<String, Object> values, ExecutionContext context, Caller caller) {
        List<String> keys = keys(input);
        if (keys.isEmpty()) {
            return row("where", input.get("where"), caller);
        }
        Map<String, Object> condition = new LinkedHashMap<>();
        Object payload = values.isEmpty() ? input.get("where") : values;
        keys.forEach(key -> condition.put(key, ParameterValues.named(key, payload, context, caller)));
        return condition;
    }
}
