/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A condition that a record must fulfil. All filters of a request must hold.
 *
 * @param field the record's field
 * @param operator how the field is compared
 * @param value what with; a list for {@link Operator#IN}; null for {@link Operator#EQ} and {@link Operator#NE} asks for
 *     fields that are empty or not
 */
public record Filter(String field, Operator operator, Object value) {

    /** Comparisons, by the names that filters in a route use. */
    public enum Operator {
        EQ,
        NE,
        GT,
        GTE,
        LT,
        LTE,
        IN,
        /** {@code %} stands for any text, {@code _} for one character. */
        LIKE
    }

    /**
     * Reads filters as a route writes them: {@code {status: open, total: {gte: 100, lt: 200}}}.
     *
     * @throws IllegalArgumentException when an operator is not known, with the one that was likely meant
     */
    public static List<Filter> parse(Map<?, ?> filters) {
        List<Filter> parsed = new ArrayList<>();
        filters.forEach((field, condition) -> {
            if (condition instanceof Map<?, ?> comparisons) {
                comparisons.forEach((operator, value) ->
                        parsed.add(new Filter(String.valueOf(field), operator(String.valueOf(operator)), value)));
            } else {
                parsed.add(new Filter(
                        String.valueOf(field), condition instanceof List ? Operator.IN : Operator.EQ, condition));
            }
        });
        return parsed;
    }

    private static Operator operator(String name) {
        for (Operator operator : Operator.values()) {
            if (Names.same(operator.name(), name)) {
                return operator;
            }
        }
        throw new IllegalArgumentException("There is no comparison '" + name + "'. "
                + Names.suggestion(name, List.of("eq", "ne", "gt", "gte", "lt", "lte", "in", "like")));
    }
}
