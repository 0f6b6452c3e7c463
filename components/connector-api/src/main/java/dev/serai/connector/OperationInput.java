/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks an operation's inputs against its fields, so that no connector has to. */
public final class OperationInput {

    private OperationInput() {}

    /**
     * Checks options that are known before any call: as written in an endpoint.
     *
     * @return the values by the fields' own spelling, converted
     * @throws ConnectorException for an unknown option or a value that does not fit
     */
    public static Map<String, Object> checkOptions(String connector, Operation operation, Map<String, Object> options) {
        Map<String, Object> checked = new LinkedHashMap<>();
        Map<String, Map<String, Object>> entries = new LinkedHashMap<>();
        options.forEach((name, value) -> {
            Optional<Field> map = mapField(operation, name);
            if (map.isPresent()) {
                entries.computeIfAbsent(map.get().name(), field -> new LinkedHashMap<>())
                        .put(name.substring(name.indexOf('.') + 1), value);
                return;
            }
            Field field = operation.field(name).orElseThrow(() -> unknown(connector, operation, name));
            checked.put(field.name(), convert(connector, operation, field, value));
        });
        entries.forEach((name, single) -> checked.merge(name, single, (whole, more) -> {
            throw givenTwice(
                    connector, operation, name, single.keySet().iterator().next());
        }));
        return checked;
    }

    private static ConnectorException unknown(String connector, Operation operation, String name) {
        List<String> known = operation.fields().stream().map(Field::name).toList();
        return ConnectorException.of(
                        ConnectorErrors.UNKNOWN_OPTION,
                        "There is no option '" + name + "'. " + Names.suggestion(name, known))
                .connector(connector)
                .operation(operation.name())
                .build();
    }

    private static ConnectorException givenTwice(String connector, Operation operation, String name, String entry) {
        return ConnectorException.of(
                        ConnectorErrors.INPUT_INVALID,
                        "The option '" + name + "' is given both as a whole and by entries such as '" + name + "."
                                + entry + "'. Write one or the other.")
                .connector(connector)
                .operation(operation.name())
                .build();
    }

    /** The field whose entry an option such as {@code headers.Accept} sets. */
    public static Optional<Field> mapField(Operation operation, String option) {
        int dot = option.indexOf('.');
        return dot < 1
                ? Optional.empty()
                : operation
                        .field(option.substring(0, dot))
                        .filter(field -> field.type() == Field.Type.MAP || field.type() == Field.Type.ANY);
    }

    /**
     * Completes the inputs of one call with defaults.
     *
     * @param input values by field name, each already converted or from {@link #checkOptions}
     * @throws ConnectorException when a required field has no value
     */
    public static Map<String, Object> complete(String connector, Operation operation, Map<String, Object> input) {
        Map<String, Object> complete = defaults(connector, operation);
        input.forEach((name, value) -> {
            if (value != null) {
                complete.put(name, value);
            }
        });
        requireComplete(connector, operation, complete);
        return complete;
    }

    /** The inputs that have a default, with it, in a map of their own. */
    public static Map<String, Object> defaults(String connector, Operation operation) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        for (Field field : operation.fields()) {
            if (field.defaultValue() != null) {
                defaults.put(field.name(), convert(connector, operation, field, field.defaultValue()));
            }
        }
        return defaults;
    }

    /** @throws ConnectorException when a required field has no value */
    public static void requireComplete(String connector, Operation operation, Map<String, Object> input) {
        for (Field field : operation.fields()) {
            if (field.required() && input.get(field.name()) == null) {
                boolean payload = field.name().equals(operation.payload());
                throw ConnectorException.of(
                                ConnectorErrors.INPUT_MISSING,
                                "The input '" + field.name() + "' is missing. Set "
                                        + (payload ? "the message body" : "the option '" + field.name() + "'")
                                        + " or the header '" + header(field.name()) + "': " + field.description())
                        .connector(connector)
                        .operation(operation.name())
                        .build();
            }
        }
    }

    /** The header that sets an input or carries a piece of metadata: {@code rowCount} is {@code CamelSeraiRowCount}. */
    public static String header(String name) {
        return "CamelSerai" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    /** Turns a value into what a field takes. */
    public static Object convert(String connector, Operation operation, Field field, Object value) {
        try {
            return FieldValues.convert(field, value);
        } catch (IllegalArgumentException e) {
            throw ConnectorException.of(
                            ConnectorErrors.INPUT_INVALID,
                            "The option '" + field.name() + "' has the value '" + value + "'. " + e.getMessage())
                    .connector(connector)
                    .operation(operation.name())
                    .build();
        }
    }
}
