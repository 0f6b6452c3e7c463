/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kamelet: a route with parameters that routes use like an endpoint.
 *
 * @param name by which routes use it
 * @param parameters the names of all
 * @param required the names of those without a default
 * @param template the route, as the items of a route file
 */
record Kamelet(String name, Set<String> parameters, Set<String> required, List<ConfigurationNode> template) {

    Kamelet {
        parameters = Set.copyOf(parameters);
        required = Set.copyOf(required);
        template = List.copyOf(template);
    }

    /** Reads what a kamelet's file defines; what is not there is empty. */
    static Kamelet read(String name, ConfigurationNode root) {
        Optional<ConfigurationNode> definition = child(root, "spec", "definition");
        Map<String, ConfigurationNode> properties = definition
                .flatMap(node -> child(node, "properties"))
                .map(ConfigurationNode::entries)
                .orElse(Map.of());
        List<String> required =
                definition
                        .flatMap(node -> child(node, "required"))
                        .map(ConfigurationNode::items)
                        .orElse(List.of())
                        .stream()
                        .map(item -> String.valueOf(item.text()))
                        .filter(parameter -> Optional.ofNullable(properties.get(parameter))
                                .flatMap(property -> child(property, "default"))
                                .isEmpty())
                        .toList();
        List<ConfigurationNode> template = new ArrayList<>();
        child(root, "spec", "template").ifPresent(node -> {
            for (String key : List.of("route", "from")) {
                child(node, key)
                        .ifPresent(route -> template.add(new ConfigurationNode(
                                node.location(), null, null, Map.of(key, route), Map.of(key, node.keyLocation(key)))));
            }
        });
        return new Kamelet(name, properties.keySet(), Set.copyOf(required), template);
    }

    /** Follows keys through mappings. */
    static Optional<ConfigurationNode> child(ConfigurationNode node, String... keys) {
        ConfigurationNode current = node;
        for (String key : keys) {
            if (current == null || current.entries() == null) {
                return Optional.empty();
            }
            current = current.entries().get(key);
        }
        return Optional.ofNullable(current);
    }
}
