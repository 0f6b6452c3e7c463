/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.List;
import java.util.Optional;

/**
 * What a type of connector is.
 *
 * @param type the name used in {@code connectors.yaml}: {@code sql}, {@code rest}
 * @param displayName for people
 * @param description one sentence
 * @param category groups types in listings
 * @param tags words to search by
 * @param operations everything the type can do, in the order of its page
 */
public record ConnectorMetadata(
        String type,
        String displayName,
        String description,
        Category category,
        List<String> tags,
        List<Operation> operations) {

    public ConnectorMetadata {
        tags = List.copyOf(tags);
        operations = List.copyOf(operations);
    }

    /** Finds an operation; case, {@code _} and {@code -} do not matter, so {@code bulk_insert} is {@code bulkInsert}. */
    public Optional<Operation> operation(String name) {
        return operations.stream()
                .filter(operation -> Names.same(operation.name(), name))
                .findFirst();
    }

    /** Groups of connector types. */
    public enum Category {
        DATABASE,
        API,
        FILE,
        MESSAGING,
        CLOUD,
        APG,
        CUSTOM
    }
}
