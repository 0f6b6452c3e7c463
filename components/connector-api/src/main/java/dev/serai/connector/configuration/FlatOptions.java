/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.Names;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a declaration's tree from options that stand side by side, as in a URI or in properties. */
final class FlatOptions {

    private final SourceLocation place;
    private final ConfigurationBinder binder;
    private final OptionNames names;

    /** @param binder is told of options that nothing has, or that more than one part has */
    FlatOptions(String origin, ConnectorFactory<?> factory, ConfigurationBinder binder) {
        this.place = new SourceLocation(origin, 0, 0);
        this.binder = binder;
        this.names = OptionNames.of(factory.configurationType());
    }

    /** @param options by full path ({@code connection.url}) or by the last part of it where that is enough */
    ConfigurationNode tree(String name, String type, Map<String, Object> options) {
        Tree root = new Tree();
        Map<String, String> spellings = new HashMap<>();
        options.forEach((option, value) -> {
            List<String> paths = names.paths(option);
            if (paths.isEmpty()) {
                binder.problem(
                        place, "There is no option '" + option + "'. " + Names.suggestion(option, names.known()));
            } else if (paths.size() > 1) {
                binder.problem(
                        place,
                        "The option '" + option + "' is one of several parts. Write which: "
                                + String.join(" or ", paths) + ".");
            } else {
                String first = spellings.putIfAbsent(paths.get(0), option);
                if (first != null) {
                    binder.problem(place, "The options '" + first + "' and '" + option + "' are the same one.");
                }
                root.put(paths.get(0), node(paths.get(0), String.valueOf(value)));
            }
        });
        root.put("name", ConfigurationNode.scalar(place, name));
        root.put("type", ConfigurationNode.scalar(place, type));
        return root.node(place);
    }

    private ConfigurationNode node(String path, String text) {
        return names.kind(path) == ConfigurationOption.Kind.LIST
                ? ConfigurationNode.list(
                        place,
                        Arrays.stream(text.split("\\s*,\\s*"))
                                .map(item -> ConfigurationNode.scalar(place, item))
                                .toList())
                : ConfigurationNode.scalar(place, text);
    }

    /** A mapping that grows by paths. */
    private static final class Tree {
        private final Map<String, Object> entries = new LinkedHashMap<>();

        void put(String path, ConfigurationNode value) {
            int dot = path.indexOf('.');
            if (dot < 0) {
                entries.put(path, value);
            } else if (entries.computeIfAbsent(path.substring(0, dot), key -> new Tree()) instanceof Tree part) {
                part.put(path.substring(dot + 1), value);
            }
        }

        ConfigurationNode node(SourceLocation place) {
            Map<String, ConfigurationNode> nodes = new LinkedHashMap<>();
            entries.forEach((key, value) ->
                    nodes.put(key, value instanceof Tree part ? part.node(place) : (ConfigurationNode) value));
            return ConfigurationNode.mapping(place, nodes, Map.of());
        }
    }
}
