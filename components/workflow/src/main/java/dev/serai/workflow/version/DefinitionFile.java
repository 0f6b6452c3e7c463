/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.version;

import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.connector.configuration.ConfigurationNode;
import dev.serai.connector.configuration.YamlReader;
import dev.serai.workflow.journal.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.camel.spi.Resource;

/**
 * A file with definitions. A YAML file of routes is a list, and each item of it can be told from the others, so that a
 * version holds those alone that it needs. Any other file is one piece.
 */
final class DefinitionFile {

    private static final String BEANS = "beans";

    /** Items that say nothing about the other routes of their file; beans lie outside of versions. */
    private static final Set<String> INDEPENDENT =
            Set.of("route", "from", "routeTemplate", "templatedRoute", "rest", "restConfiguration", BEANS);

    private static final Set<String> UNCHANGEABLE =
            Set.of("rest", "restConfiguration", "routeTemplate", "templatedRoute", BEANS);

    private static final Set<String> ROUTES = Set.of("route", "from");

    private static final String CONFIGURATION = "routeConfiguration";

    private final String name;
    private final String text;
    private final List<Item> items;

    private DefinitionFile(String name, String text, List<Item> items) {
        this.name = name;
        this.text = text;
        this.items = items;
    }

    static DefinitionFile read(Resource resource) {
        try (InputStream stream = resource.getInputStream()) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String location = resource.getLocation();
            String name = location.substring(Math.max(location.lastIndexOf('/'), location.lastIndexOf(':')) + 1);
            return new DefinitionFile(name, text, items(name, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return name;
    }

    /**
     * The texts of the items that some definitions of the file need, or all of it when that is not known.
     *
     * @param lines on which they stand, from 1; one that Camel does not know is below 1 and needs the whole file
     * @param configurations the ids of the route configurations that they use; null for one without an id
     */
    List<String> definitions(Set<Integer> lines, Set<String> configurations) {
        return isWhole(lines)
                ? List.of(text)
                : items.stream()
                        .filter(needed(lines, configurations))
                        .map(Item::text)
                        .toList();
    }

    /** The file with nothing but such items, each on the lines where it was, so that messages name the right ones. */
    SourceText part(Set<Integer> lines, Set<String> configurations) {
        return isWhole(lines)
                ? new SourceText(name, text)
                : new SourceText(name, without(needed(lines, configurations).negate()));
    }

    private boolean isWhole(Set<Integer> lines) {
        return items.isEmpty()
                || !lines.stream().allMatch(line -> items.stream().anyMatch(item -> item.holds(line)));
    }

    private static Predicate<Item> needed(Set<Integer> lines, Set<String> configurations) {
        return item -> lines.stream().anyMatch(item::holds)
                || (item.kind.equals(CONFIGURATION)
                        ? configurations.contains(item.id)
                        : !lines.isEmpty() && !INDEPENDENT.contains(item.kind));
    }

    /** Whether it is a list of definitions, in YAML. */
    boolean isList() {
        return !items.isEmpty();
    }

    /** Whether it is a list of routes, and says nothing else. */
    boolean holdsRoutesAlone() {
        return isList() && items.stream().allMatch(item -> ROUTES.contains(item.kind));
    }

    /** Reading beans would put them into the registry. */
    String withoutBeans() {
        return without(item -> item.kind.equals(BEANS));
    }

    private String without(Predicate<Item> unwanted) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        items.stream()
                .filter(unwanted)
                .forEach(item -> Collections.fill(lines.subList(item.firstLine - 1, item.lastLine), ""));
        return String.join("\n", lines).stripTrailing() + "\n";
    }

    /**
     * The text of what can only be changed with a restart.
     *
     * @param somewhere it is known to hold such, which counts for a file that is one piece
     */
    String unchangeable(boolean somewhere) {
        if (items.isEmpty()) {
            return somewhere ? text : "";
        }
        return items.stream()
                .filter(item -> UNCHANGEABLE.contains(item.kind))
                .map(Item::text)
                .collect(Collectors.joining("\n"));
    }

    /** All of it. */
    SourceText whole() {
        return new SourceText(name, text);
    }

    private static List<Item> items(String name, String text) {
        if (!name.endsWith(".yaml") || name.endsWith(".kamelet.yaml")) {
            return List.of();
        }
        try {
            return new YamlReader(name)
                    .read(text)
                    .map(ConfigurationNode::items)
                    .map(nodes -> items(nodes, text.lines().toList()))
                    .filter(items -> items.stream().allMatch(DefinitionFile::standsAlone))
                    .orElse(List.of());
        } catch (ConfigurationException e) {
            return List.of();
        }
    }

    private static List<Item> items(List<ConfigurationNode> nodes, List<String> lines) {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            int first = nodes.get(i).location().line();
            int end = i + 1 < nodes.size() ? nodes.get(i + 1).location().line() - 1 : lines.size();
            int last = end;
            // What is said before the next item is not said about this one.
            while (last > first && isNoContent(lines.get(last - 1))) {
                last--;
            }
            Optional<Map.Entry<String, ConfigurationNode>> entry = Optional.ofNullable(
                            nodes.get(i).entries())
                    .flatMap(entries -> entries.entrySet().stream().findFirst());
            items.add(new Item(
                    entry.map(Map.Entry::getKey).orElse(""),
                    entry.map(Map.Entry::getValue).map(DefinitionFile::id).orElse(null),
                    first,
                    end,
                    String.join("\n", lines.subList(first - 1, last))));
        }
        return items;
    }

    private static String id(ConfigurationNode definition) {
        return definition.entries() == null || definition.entries().get("id") == null
                ? null
                : definition.entries().get("id").text();
    }

    private static boolean isNoContent(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    /** False for an item that refers to an anchor of another one, or whose dash stands on a line of its own. */
    private static boolean standsAlone(Item item) {
        try {
            return item.text.strip().startsWith("-")
                    && (!mayRefer(item.text)
                            || new YamlReader("").read(item.text).isPresent());
        } catch (ConfigurationException e) {
            return false;
        }
    }

    /** Whether it may need what stands elsewhere in the file: an anchor, or the meaning of a tag. */
    private static boolean mayRefer(String text) {
        return text.indexOf('*') >= 0 || text.indexOf('!') >= 0;
    }

    /** @param id of the definition, or null */
    private record Item(String kind, String id, int firstLine, int lastLine, String text) {

        boolean holds(int line) {
            return line >= firstLine && line <= lastLine;
        }
    }
}
