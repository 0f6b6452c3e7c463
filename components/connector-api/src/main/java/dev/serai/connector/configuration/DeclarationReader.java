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

    /** Names of kinds of systems, of which there are several types. */
    private static final List<String> GROUPS = List.of("custom", "message-queue");

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
        ConfigurationNode type = entry(node, "type").orElse(null);
        if (type == null || type.text() == null) {
            binder.problem(node.location(), "The option 'type' is missing. Known: " + known() + ".");
            return Optional.empty();
        }
        ConfigurationNode named = typeName(node).orElse(null);
        if (named == null) {
            binder.problem(
                    type.location(),
                    "The type '" + type.text() + "' needs a 'provider' that names the connector's own type. Known: "
                            + known() + ".");
            return Optional.empty();
        }
        Optional<ConnectorFactory<?>> factory = factory(named.text());
        if (factory.isEmpty()) {
            binder.problem(
                    named.location(), "Unknown connector type '" + named.text() + "'. " + suggestion(named.text()));
            return Optional.empty();
        }
        return bind(named.location().equals(type.location()) ? node : withoutProvider(node), factory.get());
    }

    /**
     * Where a declaration names its type: under {@code type}, or under {@code provider} when the type only says what kind of
     * system it is. Empty when nothing stands there.
     */
    public static Optional<ConfigurationNode> typeName(ConfigurationNode declaration) {
        Optional<ConfigurationNode> type = entry(declaration, "type").filter(node -> node.text() != null);
        boolean group = type.isPresent()
                && GROUPS.stream().anyMatch(name -> Names.same(name, type.get().text()));
        return group ? entry(declaration, "provider").filter(node -> node.text() != null) : type;
    }

    private static Optional<ConfigurationNode> entry(ConfigurationNode node, String name) {
        return node.entries().entrySet().stream()
                .filter(entry -> Names.same(name, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static ConfigurationNode withoutProvider(ConfigurationNode node) {
        Map<String, ConfigurationNode> rest = new LinkedHashMap<>(node.entries());
        rest.keySet().removeIf(key -> Names.same("provider", key));
        return part(node, rest);
    }

    private Optional<ConnectorFactory<?>> factory(String name) {
        for (ConnectorFactory<?> factory : factories.values()) {
            if (factory.metadata().isNamed(name)) {
                return Optional.of(factory);
            }
        }
        return Optional.empty();
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

    /** Also for a misspelt other name of a type; those are not listed, though. */
    private String suggestion(String misspelt) {
        List<String> names = new ArrayList<>(GROUPS);
        factories.values().forEach(factory -> {
            names.add(factory.metadata().type());
            names.addAll(factory.metadata().aliases());
        });
        return Names.closest(misspelt, names).isPresent()
                ? Names.suggestion(misspelt, names)
                : Names.suggestion(misspelt, factories.keySet());
    }

    private String known() {
        return String.join(", ", factories.keySet().stream().sorted().toList());
    }
}
