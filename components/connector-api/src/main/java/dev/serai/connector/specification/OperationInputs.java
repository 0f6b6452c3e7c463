/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.specification;

import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The inputs of several operations by name, since operations share many. Immutable.
 *
 * @param name of the input
 * @param uses each operation that takes it, with its field
 */
record OperationInputs(String name, Map<Operation, Field> uses) {

    OperationInputs {
        uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
    }

    /** Groups the inputs, in the order in which they first occur. */
    static List<OperationInputs> of(List<Operation> operations) {
        Map<String, Map<Operation, Field>> byName = new LinkedHashMap<>();
        for (Operation operation : operations) {
            operation.fields().forEach(field -> byName.computeIfAbsent(field.name(), name -> new LinkedHashMap<>())
                    .put(operation, field));
        }
        return byName.entrySet().stream()
                .map(entry -> new OperationInputs(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The different descriptions of the input, each with the operations that have exactly it. */
    Map<Field, List<Operation>> variants() {
        Map<Field, List<Operation>> variants = new LinkedHashMap<>();
        uses.forEach((operation, field) ->
                variants.computeIfAbsent(field, one -> new ArrayList<>()).add(operation));
        return variants;
    }

    /** The default that all have, or null. */
    String defaultValue() {
        Set<String> values = uses.values().stream()
                .map(field -> String.valueOf(field.defaultValue()))
                .collect(Collectors.toSet());
        return values.size() == 1 ? first().defaultValue() : null;
    }

    /** The type that all have, or else any. */
    Field.Type type() {
        return uses.values().stream().map(Field::type).distinct().count() == 1 ? first().type() : Field.Type.ANY;
    }

    /** Every value that some operation takes, when all of them take only certain ones; else none. */
    List<String> allowed() {
        if (uses.values().stream().anyMatch(field -> field.allowed().isEmpty())) {
            return List.of();
        }
        return uses.values().stream()
                .flatMap(field -> field.allowed().stream())
                .distinct()
                .toList();
    }

    /** Whether all of these operations take it, and none without it. The message body needs no option. */
    boolean requiredBy(List<Operation> operations) {
        return uses.keySet().containsAll(operations)
                && uses.entrySet().stream()
                        .allMatch(use -> use.getValue().required()
                                && use.getValue().defaultValue() == null
                                && !name.equals(use.getKey().payload()));
    }

    private Field first() {
        return uses.values().iterator().next();
    }
}
