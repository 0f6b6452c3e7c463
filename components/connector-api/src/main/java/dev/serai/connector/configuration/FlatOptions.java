/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.Names;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Builds a declaration's tree from options that stand side by side, as in a URI or in properties. */
final class FlatOptions {

    private static final Pattern ITEM = Pattern.compile("(.+)\\[(\\d{1,4})]");

    private final SourceLocation place;
    private final ConfigurationBinder binder;
    private final Map<String, Class<?>> own = new LinkedHashMap<>();
    private final Map<String, Class<?>> common = new LinkedHashMap<>();

    /** @param binder is told of options that nothing has, or that more than one part has */
    FlatOptions(String origin, ConnectorFactory<?> factory, ConfigurationBinder binder) {
        this.place = new SourceLocation(origin, 0, 0);
        this.binder = binder;
        collect(factory.configurationType(), "", own);
        collect(ConnectorSettings.class, "", common);
    }

    /** @param options by full path ({@code connection.url}) or by the last part of it where that is enough */
    ConfigurationNode tree(String name, String type, Map<String, Object> options) {
        Tree root = new Tree();
        withLists(options).forEach((option, value) -> {
            List<String> paths = option.contains(".") ? List.of(option) : candidates(option);
            if (paths.isEmpty()) {
                binder.problem(place, "There is no option '" + option + "'. " + Names.suggestion(option, lastParts()));
            } else if (paths.size() > 1) {
                binder.problem(
                        place,
                        "The option '" + option + "' is one of several parts. Write which: "
                                + String.join(" or ", paths) + ".");
            } else {
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

    /** What the type itself has comes before what all have, and what lies higher before what lies deeper. */
    private List<String> candidates(String option) {
        for (Map<String, Class<?>> options : List.of(own, common)) {
            List<String> found = options.keySet().stream()
                    .filter(path -> Names.same(lastPart(path), option))
                    .toList();
            int least = found.stream().mapToInt(FlatOptions::depth).min().orElse(0);
            List<String> highest =
                    found.stream().filter(path -> depth(path) == least).toList();
            if (!highest.isEmpty()) {
                return highest;
            }
        }
        return List.of();
    }

    private ConfigurationNode node(String path, Object value) {
        boolean list = Stream.concat(own.entrySet().stream(), common.entrySet().stream())
                .anyMatch(option -> option.getValue() == List.class && Names.same(option.getKey(), path));
        return list && value instanceof String text ? node(Arrays.asList(text.split("\\s*,\\s*"))) : node(value);
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

    private static void collect(Class<?> type, String prefix, Map<String, Class<?>> paths) {
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> part = component.getType();
            if (part.isRecord() && part != ByteSize.class) {
                collect(part, prefix + component.getName() + ".", paths);
            } else {
                paths.put(prefix + component.getName(), part);
            }
        }
    }

    private List<String> lastParts() {
        return Stream.concat(own.keySet().stream(), common.keySet().stream())
                .map(FlatOptions::lastPart)
                .distinct()
                .toList();
    }

    private static String lastPart(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private static int depth(String path) {
        return path.split("\\.").length;
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
