/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ConnectorMetadata.Category;
import dev.serai.connector.Names;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The types of connector that a class path has, found by {@link ServiceLoader}. Immutable. */
public final class ConnectorTypes {

    private final Map<String, ConnectorFactory<?>> factories;

    private ConnectorTypes(Map<String, ConnectorFactory<?>> factories) {
        this.factories = factories;
    }

    /** Looks at a class loader, jars dropped into a workspace included. */
    public static ConnectorTypes of(ClassLoader classLoader) {
        Map<String, ConnectorFactory<?>> factories = new LinkedHashMap<>();
        for (ConnectorFactory<?> factory : ServiceLoader.load(ConnectorFactory.class, classLoader)) {
            factories.putIfAbsent(factory.metadata().type(), factory);
        }
        return new ConnectorTypes(factories);
    }

    /** Every factory, by the name of its type. */
    public Map<String, ConnectorFactory<?>> factories() {
        return Map.copyOf(factories);
    }

    /** Finds a type by its name or an alias. */
    public Optional<ConnectorFactory<?>> find(String name) {
        for (ConnectorFactory<?> factory : factories.values()) {
            if (factory.metadata().isNamed(name)) {
                return Optional.of(factory);
            }
        }
        return Optional.empty();
    }

    /** All types, by name. */
    public List<ConnectorMetadata> list() {
        return factories.values().stream()
                .<ConnectorMetadata>map(ConnectorFactory::metadata)
                .sorted(Comparator.comparing(ConnectorMetadata::type))
                .toList();
    }

    /**
     * Types of a category that have all of some tags.
     *
     * @param category null for any
     */
    public List<ConnectorMetadata> search(Category category, Collection<String> tags) {
        return list().stream()
                .filter(metadata -> category == null || metadata.category() == category)
                .filter(metadata ->
                        tags.stream().allMatch(tag -> metadata.tags().stream().anyMatch(own -> Names.same(own, tag))))
                .toList();
    }
}
