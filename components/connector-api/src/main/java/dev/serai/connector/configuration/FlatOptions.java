/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.Names;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Builds a declaration's tree from options that stand side by side, as in a URI or in properties. */
final class FlatOptions {

    private static final Pattern ITEM = Pattern.compile("(.+)\\[(\\d{1,4})]");

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
        withLists(options).forEach((option, value) -> {
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
                root.put(paths.get(0), node(paths.get(0), value));
            }
        });
        root.put("name", ConfigurationNode.scalar(place, name));
        root.put("type", ConfigurationNode.scalar(place, type));
        return root.node(place);
    }

    /** {@code tags[0]} and {@code tags[1]}, as properties that were YAML have it, are the list {@code tags}. */
    private static Map<String, Object> withLists(Map<String, Object> options) {
        Map<String, Object> whole = new LinkedHashMap<>();
        Map<String, SortedMap<Integer, Object>> lists = new LinkedHashMap<>();
        options.forEach((option, value) -> {
            Matcher item = ITEM.matcher(option);
            if (item.matches()) {
                lists.computeIfAbsent(item.group(1), list -> new TreeMap<>())
                        .put(Integer.valueOf(item.group(2)), value);
            } else {
                whole.put(option, value);
            }
        });
        lists.forEach((option, items) -> whole.put(option, List.copyOf(items.values())));
        return whole;
    }

    private ConfigurationNode node(String path, Object value) {
        return names.kind(path) == ConfigurationOption.Kind.LIST && value instanceof String text
                ? node(Arrays.asList(text.split("\\s*,\\s*")))
                : node(value);
    }

    private ConfigurationNode node(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, ConfigurationNode> entries = new LinkedHashMap<>();
            map.forEach((key, entry) -> entries.put(String.valueOf(key), node(entry)));
            return ConfigurationNode.mapping(place, entries, Map.of());
        }
        return value instanceof Collection<?> items
                ? ConfigurationNode.list(place, items.stream().map(this::node).toList())
                : ConfigurationNode.scalar(place, value == null ? null : String.valueOf(value));
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
