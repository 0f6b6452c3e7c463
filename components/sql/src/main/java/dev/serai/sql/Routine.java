/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A procedure or function of the database.
 *
 * @param name as messages give it
 * @param function whether it returns a value or rows
 * @param many whether it returns rows
 * @param parameters in their order, without what a function returns
 */
record Routine(String name, boolean function, boolean many, List<Parameter> parameters) {

    /**
     * One parameter.
     *
     * @param name as the database spells it; empty without one
     * @param optional whether it has a default
     * @param type of {@link java.sql.Types}
     */
    record Parameter(String name, boolean in, boolean out, boolean optional, int type) {}

    /** Whether it can be called with these values, a map or a list. */
    boolean takes(Object values) {
        if (values instanceof List<?> list) {
            List<Parameter> in = parameters.stream().filter(Parameter::in).toList();
            return list.size() <= in.size()
                    && in.subList(list.size(), in.size()).stream().allMatch(Parameter::optional);
        }
        Map<?, ?> map = (Map<?, ?>) values;
        return map.keySet().stream().allMatch(key -> parameters.stream()
                        .anyMatch(
                                parameter -> parameter.in() && parameter.name().equalsIgnoreCase(String.valueOf(key))))
                && parameters.stream()
                        .allMatch(parameter -> !parameter.in() || parameter.optional() || isNamed(map, parameter));
    }

    private static boolean isNamed(Map<?, ?> values, Parameter parameter) {
        return values.keySet().stream().anyMatch(key -> parameter.name().equalsIgnoreCase(String.valueOf(key)));
    }

    /** The values that are given, by parameter; those that are left out have none. */
    Map<Parameter, Object> arguments(Object values) {
        Map<Parameter, Object> arguments = new LinkedHashMap<>();
        if (values instanceof List<?> list) {
            List<Parameter> in = parameters.stream().filter(Parameter::in).toList();
            for (int i = 0; i < list.size(); i++) {
                arguments.put(in.get(i), list.get(i));
            }
            return arguments;
        }
        Map<?, ?> map = (Map<?, ?>) values;
        parameters.stream()
                .filter(Parameter::in)
                .forEach(parameter -> map.forEach((key, value) -> {
                    if (parameter.name().equalsIgnoreCase(String.valueOf(key))) {
                        arguments.put(parameter, value);
                    }
                }));
        return arguments;
    }

    /**
     * The one that can be called with these values.
     *
     * @throws dev.serai.connector.ConnectorException when there is none or more than one
     */
    static Routine chosen(String name, List<Routine> known, Object values, Caller caller) {
        if (known.isEmpty()) {
            throw caller.failure(
                            SqlErrors.STATEMENT_REFUSED,
                            "The database has no procedure or function '" + name
                                    + "' that this user may see. Check the name, and its schema.")
                    .build();
        }
        List<Routine> fitting =
                known.stream().filter(routine -> routine.takes(values)).toList();
        if (fitting.size() != 1) {
            List<String> shapes = new ArrayList<>();
            known.forEach(routine -> shapes.add(routine.shape()));
            throw caller.failure(
                            SqlErrors.PARAMETERS_WRONG,
                            "The parameters fit " + (fitting.isEmpty() ? "none" : "more than one")
                                    + " of: " + String.join("; ", shapes)
                                    + ". Give a map by their names, or a list in their order.")
                    .build();
        }
        return fitting.get(0);
    }

    private String shape() {
        return name + "("
                + String.join(
                        ", ",
                        parameters.stream()
                                .map(parameter -> (parameter.out() ? parameter.in() ? "inout " : "out " : "")
                                        + (parameter.name().isEmpty() ? "?" : parameter.name())
                                        + (parameter.optional() ? " optional" : ""))
                                .toList())
                + ")";
    }
}
