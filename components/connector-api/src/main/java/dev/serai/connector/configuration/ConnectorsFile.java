/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.Names;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code connectors.yaml}. */
public final class ConnectorsFile {

    private final Map<String, ConnectorFactory<?>> factories;
    private final ConfigurationBinder binder;

    /** @param factories by type */
    public ConnectorsFile(Map<String, ConnectorFactory<?>> factories, ConfigurationBinder binder) {
        this.factories = factories;
        this.binder = binder;
    }

    /**
     * @param file the name to use in messages
     * @param yaml the file's text
     * @return every declaration, in the order of the file
     * @throws ConfigurationException when anything is wrong, with all that is
     */
    public List<ConnectorDeclaration<?>> read(String file, String yaml) {
        List<ConnectorDeclaration<?>> declarations = new ArrayList<>();
        Map<String, SourceLocation> names = new LinkedHashMap<>();
        new YamlReader(file).read(yaml).ifPresent(root -> {
            for (ConfigurationNode node : items(root)) {
                declaration(node).ifPresent(declaration -> {
                    SourceLocation first =
                            names.putIfAbsent(declaration.settings().name(), declaration.location());
                    if (first != null) {
                        binder.problem(
                                declaration.location(),
                                "A connector named '" + declaration.settings().name() + "' is already declared in line "
                                        + first.line() + ". Rename one of them.");
                    }
                    declarations.add(declaration);
                });
            }
        });
        if (!binder.problems().isEmpty()) {
            throw new ConfigurationException(binder.problems());
        }
        return declarations;
    }

    private List<ConfigurationNode> items(ConfigurationNode root) {
        if (root.entries() == null || !root.entries().containsKey("connectors")) {
            binder.problem(root.location(), "Expected a list under the key 'connectors'.");
            return List.of();
        }
        root.entries().keySet().stream()
                .filter(key -> !key.equals("connectors"))
                .forEach(key -> binder.problem(
                        root.keyLocation(key), "Unknown key '" + key + "'. The only key here is 'connectors'."));
        ConfigurationNode list = root.entries().get("connectors");
        if (list.items() == null) {
            if (list.text() != null || list.entries() != null) {
                binder.problem(list.location(), "'connectors' must be a list, but is " + list.kind() + ".");
            }
            return List.of();
        }
        return list.items();
    }

    private Optional<? extends ConnectorDeclaration<?>> declaration(ConfigurationNode node) {
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
        Optional<? extends ConnectorFactory<?>> factory = factories.entrySet().stream()
                .filter(entry -> Names.same(entry.getKey(), type.text()))
                .map(Map.Entry::getValue)
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
        Optional<ConnectorSettings> settings =
                binder.bind(part(node, common), ConnectorSettings.class, node.location(), "");
        Optional<C> configuration = binder.bind(part(node, own), factory.configurationType(), node.location(), "");
        return settings.isPresent() && configuration.isPresent()
                ? Optional.of(new ConnectorDeclaration<>(node.location(), settings.get(), factory, configuration.get()))
                : Optional.empty();
    }

    private static ConfigurationNode part(ConfigurationNode node, Map<String, ConfigurationNode> entries) {
        return ConfigurationNode.mapping(node.location(), entries, node.keyLocations());
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    private String known() {
        return String.join(", ", factories.keySet().stream().sorted().toList());
    }
}
