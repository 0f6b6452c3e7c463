/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.Names;
import dev.serai.connector.Redaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns one mapping with {@code name}, {@code type} and the rest into a checked declaration. */
public final class DeclarationReader {

    private final Map<String, ConnectorFactory<?>> factories;
    private final ConfigurationBinder binder;

    /** @param factories by type */
    public DeclarationReader(Map<String, ConnectorFactory<?>> factories, ConfigurationBinder binder) {
        this.factories = factories;
        this.binder = binder;
    }

    /** Empty when anything is wrong; the binder's problems then say what. */
    public Optional<? extends ConnectorDeclaration<?>> read(ConfigurationNode node) {
        if (node.entries() == null) {
            binder.problem(
                    node.location(),
                    "A connector must be a mapping with 'name' and 'type', but is " + node.kind() + ".");
            return Optional.empty();
        }
        ConfigurationNode type = node.entries().entrySet().stream()
                .filter(entry -> Names.same("type", entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        if (type == null || type.text() == null) {
            binder.problem(node.location(), "The option 'type' is missing. Known: " + known() + ".");
            return Optional.empty();
        }
        Optional<? extends ConnectorFactory<?>> factory = factories.values().stream()
                .filter(candidate -> candidate.metadata().isNamed(type.text()))
                .findFirst();
        if (factory.isEmpty()) {
            binder.problem(
                    type.location(),
                    "Unknown connector type '" + type.text() + "'. "
                            + Names.suggestion(type.text(), factories.keySet()));
            return Optional.empty();
        }
        return bind(node, factory.get());
    }

    private <C extends Record> Optional<ConnectorDeclaration<C>> bind(
            ConfigurationNode node, ConnectorFactory<C> factory) {
        Map<String, ConfigurationNode> common = new LinkedHashMap<>();
        Map<String, ConfigurationNode> own = new LinkedHashMap<>();
        List<String> commonNames = names(ConnectorSettings.class);
        List<String> ownNames = names(factory.configurationType());
        List<String> all = new ArrayList<>(commonNames);
        all.addAll(ownNames);
        node.entries().forEach((key, value) -> {
            if (commonNames.stream().anyMatch(name -> Names.same(name, key))) {
                common.put(key, value);
            } else if (ownNames.stream().anyMatch(name -> Names.same(name, key))) {
                own.put(key, value);
            } else {
                binder.problem(node.keyLocation(key), "Unknown option '" + key + "'. " + Names.suggestion(key, all));
            }
        });
        binder.takeSecrets();
        Optional<ConnectorSettings> settings =
                binder.bind(part(node, common), ConnectorSettings.class, node.location(), "");
        Optional<C> configuration = binder.bind(part(node, own), factory.configurationType(), node.location(), "");
        Redaction redaction = new Redaction(binder.takeSecrets());
        return settings.isPresent() && configuration.isPresent()
                ? Optional.of(new ConnectorDeclaration<>(
                        node.location(), settings.get(), factory, configuration.get(), redaction))
                : Optional.empty();
    }

    private static ConfigurationNode part(ConfigurationNode node, Map<String, ConfigurationNode> entries) {
        return ConfigurationNode.mapping(node.location(), entries, node.keyLocations());
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> component.getName())
                .toList();
    }

    private String known() {
        return String.join(", ", factories.keySet().stream().sorted().toList());
    }
}
