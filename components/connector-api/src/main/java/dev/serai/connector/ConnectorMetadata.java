/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a type of connector is. The JSON Schemas of its configuration, inputs and outputs are derived from it and from the
 * factory's configuration record; see {@code dev.serai.connector.specification}.
 *
 * @param type the name used in {@code connectors.yaml}: {@code sql}, {@code rest}
 * @param aliases other names that are accepted for the type
 * @param displayName for people
 * @param description one sentence
 * @param category groups types in listings
 * @param tags words to search by
 * @param operations everything the type can do, in the order of its page
 * @param errors every code of the type's own that its failures carry
 * @param asynchronous whether no operation ever holds the thread of its caller: it begins the call, or hands it to threads
 *     of the connector's own, and returns at once. False when that is not known
 * @param requirements what must be there beside the jar: a driver, a server's version
 * @param documentation where its page is
 * @param examples declarations and routes that work
 * @param version of the connector
 * @param minimumPlatformVersion the oldest Serai it works with
 * @param author who wrote it
 * @param license SPDX identifier
 * @param created when it was first released
 * @param updated when it was last changed
 */
public record ConnectorMetadata(
        String type,
        List<String> aliases,
        String displayName,
        String description,
        Category category,
        List<String> tags,
        List<Operation> operations,
        List<ErrorCode> errors,
        boolean asynchronous,
        List<String> requirements,
        String documentation,
        List<Example> examples,
        String version,
        String minimumPlatformVersion,
        String author,
        String license,
        LocalDate created,
        LocalDate updated) {

    public ConnectorMetadata {
        if (!type.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "A connector's type is made of a-z, 0-9 and '-', unlike '" + type + "'.");
        }
        aliases = List.copyOf(aliases);
        tags = List.copyOf(tags);
        operations = List.copyOf(operations);
        errors = List.copyOf(errors);
        requirements = List.copyOf(requirements);
        examples = List.copyOf(examples);
    }

    /** Begins the description of a type. */
    public static ConnectorMetadataBuilder of(String type, String displayName) {
        return new ConnectorMetadataBuilder(type, displayName);
    }

    /** The same with other operations, such as those of one connector among its type's. */
    public ConnectorMetadata withOperations(List<Operation> others) {
        return new ConnectorMetadata(
                type,
                aliases,
                displayName,
                description,
                category,
                tags,
                others,
                errors,
                asynchronous,
                requirements,
                documentation,
                examples,
                version,
                minimumPlatformVersion,
                author,
                license,
                created,
                updated);
    }

    /** Finds an operation; case, {@code _} and {@code -} do not matter, so {@code bulk_insert} is {@code bulkInsert}. */
    public Optional<Operation> operation(String name) {
        return operations.stream()
                .filter(operation -> Names.same(operation.name(), name))
                .findFirst();
    }

    /** Whether a name in a declaration means this type: its own or an alias. */
    public boolean isNamed(String name) {
        return Names.same(type, name) || aliases.stream().anyMatch(alias -> Names.same(alias, name));
    }

    /** Groups of connector types. */
    public enum Category {
        DATABASE,
        API,
        FILE,
        MESSAGING,
        CLOUD,
        APG,
        CUSTOM;

        /** As it is written: {@code database}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Something that works when it is copied.
     *
     * @param title what it shows, in a few words
     * @param yaml a declaration or a route
     */
    public record Example(String title, String yaml) {}
}
