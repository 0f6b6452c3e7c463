/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import dev.serai.connector.Names;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills annotated records from YAML. Collects every problem instead of stopping at the first; a record is made only
 * from values that are all right.
 */
public final class ConfigurationBinder {

    private final References references;
    private final boolean literalSecretsAllowed;
    private final List<ConfigurationProblem> problems = new ArrayList<>();
    private final List<String> secrets = new ArrayList<>();

    public ConfigurationBinder(References references, boolean literalSecretsAllowed) {
        this.references = references;
        this.literalSecretsAllowed = literalSecretsAllowed;
    }

    public List<ConfigurationProblem> problems() {
        return List.copyOf(problems);
    }

    /** The values of all secret options that were bound since this was last asked. */
    List<String> takeSecrets() {
        List<String> taken = List.copyOf(secrets);
        secrets.clear();
        return taken;
    }

    void problem(SourceLocation location, String message) {
        problems.add(new ConfigurationProblem(location, message));
    }

    /**
     * Fills a record from a mapping.
     *
     * @param node the mapping, or null when the file has none; then every option has its default
     * @param parent where to point when a required option has no place of its own
     * @param path the option's path so far, for messages: {@code connection.}
     * @return empty when something is wrong; {@link #problems()} then says what
     */
    public <R extends Record> Optional<R> bind(
            ConfigurationNode node, Class<R> type, SourceLocation parent, String path) {
        int before = problems.size();
        if (node != null && node.entries() == null) {
            problem(node.location(), "'" + trimmed(path) + "' must be a mapping, but is " + node.kind() + ".");
            return Optional.empty();
        }
        RecordComponent[] components = type.getRecordComponents();
        Map<RecordComponent, String> keys = matchKeys(node, components, path);
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            ConfigurationNode value =
                    keys.containsKey(components[i]) ? node.entries().get(keys.get(components[i])) : null;
            values[i] = value(components[i], value, node == null, node == null ? parent : node.location(), path);
        }
        if (problems.size() > before) {
            return Optional.empty();
        }
        return construct(type, components, values, node == null ? parent : node.location());
    }

    private Map<RecordComponent, String> matchKeys(ConfigurationNode node, RecordComponent[] components, String path) {
        Map<RecordComponent, String> keys = new LinkedHashMap<>();
        if (node == null) {
            return keys;
        }
        List<String> known =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        for (String key : node.entries().keySet()) {
            Optional<RecordComponent> match = Arrays.stream(components)
                    .filter(component -> Names.same(component.getName(), key))
                    .findFirst();
            if (match.isEmpty()) {
                problem(node.keyLocation(key), "Unknown option '" + path + key + "'. " + Names.suggestion(key, known));
            } else if (keys.putIfAbsent(match.get(), key) != null) {
                problem(node.keyLocation(key), "The option '" + path + key + "' stands twice, in two spellings.");
            }
        }
        return keys;
    }

    private Object value(
            RecordComponent component,
            ConfigurationNode node,
            boolean surroundingAbsent,
            SourceLocation parent,
            String path) {
        Option option = component.getAnnotation(Option.class);
        if (option == null) {
            throw new IllegalStateException(
                    component.getDeclaringRecord().getName() + "." + component.getName() + " carries no @Option.");
        }
        String name = path + component.getName();
        Class<?> type = component.getType();
        if (type.isRecord() && type != ByteSize.class) {
            return bind(node, type.asSubclass(Record.class), parent, name + ".").orElse(null);
        }
        boolean absent = node == null || (node.text() == null && node.items() == null && node.entries() == null);
        if (absent && option.required()) {
            problem(parent, "The option '" + name + "' is missing. " + option.value());
            return null;
        }
        if (type == List.class) {
            return absent ? List.of() : list(node, name, option);
        }
        if (type == Map.class) {
            return absent ? Map.of() : map(node, name);
        }
        if (absent) {
            String standard = surroundingAbsent || option.presentValue().isEmpty()
                    ? option.defaultValue()
                    : option.presentValue();
            return standard.isEmpty() ? zero(type) : ScalarConverter.convert(standard, type);
        }
        return scalar(node, name, option, type);
    }

    private static Object zero(Class<?> type) {
        if (type.isPrimitive()) {
            throw new IllegalStateException("An option of a primitive type needs a default or must be required.");
        }
        return null;
    }

    private Object scalar(ConfigurationNode node, String name, Option option, Class<?> type) {
        if (node.text() == null) {
            problem(node.location(), "'" + name + "' must be a single value, but is " + node.kind() + ".");
            return null;
        }
        if (option.secret() && !literalSecretsAllowed && !References.isPure(node.text())) {
            problem(
                    node.location(),
                    "'" + name + "' is a secret and must not stand in the file. Write a reference without a default,"
                            + " such as ${" + environmentName(name) + "}, or set serai.dev=true in"
                            + " application.properties while developing.");
            return null;
        }
        if (givesAwaySecret(node, name)) {
            return null;
        }
        try {
            String text = references.resolve(node.text());
            if (option.secret()) {
                secrets.add(text);
            }
            Object value = ScalarConverter.convert(text, type);
            checkRange(value, option, type);
            return value;
        } catch (IllegalArgumentException e) {
            String shown = option.secret() ? "" : " has the value '" + node.text() + "'";
            problem(node.location(), "'" + name + "'" + shown + (shown.isEmpty() ? ": " : ". ") + e.getMessage());
            return null;
        }
    }

    private boolean givesAwaySecret(ConfigurationNode node, String name) {
        if (literalSecretsAllowed || !LiteralSecrets.standIn(node.text())) {
            return false;
        }
        problem(
                node.location(),
                "'" + name
                        + "' holds a password or another secret, which must not stand in the file. Write a reference in"
                        + " its place, such as ${PASSWORD}, or use the option that is meant for it.");
        return true;
    }

    private List<String> list(ConfigurationNode node, String name, Option option) {
        if (node.items() == null) {
            problem(node.location(), "'" + name + "' must be a list, but is " + node.kind() + ".");
            return List.of();
        }
        return node.items().stream()
                .map(item -> String.valueOf(scalar(item, name, option, String.class)))
                .toList();
    }

    private Map<String, Object> map(ConfigurationNode node, String name) {
        if (node.entries() == null) {
            problem(node.location(), "'" + name + "' must be a mapping, but is " + node.kind() + ".");
            return Map.of();
        }
        Map<String, Object> map = new LinkedHashMap<>();
        node.entries().forEach((key, value) -> map.put(key, plain(value, name + "." + key)));
        return map;
    }

    private Object plain(ConfigurationNode node, String name) {
        if (node.entries() != null) {
            return map(node, name);
        }
        if (node.items() != null) {
            return node.items().stream().map(item -> plain(item, name)).toList();
        }
        if (node.text() != null && givesAwaySecret(node, name)) {
            return null;
        }
        try {
            return node.text() == null ? null : references.resolve(node.text());
        } catch (IllegalArgumentException e) {
            problem(node.location(), "'" + name + "': " + e.getMessage());
            return null;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void checkRange(Object value, Option option, Class<?> type) {
        boolean tooSmall = !option.min().isEmpty()
                && ((Comparable) value).compareTo(ScalarConverter.convert(option.min(), type)) < 0;
        boolean tooLarge = !option.max().isEmpty()
                && ((Comparable) value).compareTo(ScalarConverter.convert(option.max(), type)) > 0;
        if (tooSmall || tooLarge) {
            String range = option.max().isEmpty()
                    ? "at least " + option.min()
                    : option.min().isEmpty()
                            ? "at most " + option.max()
                            : "from " + option.min() + " to " + option.max();
            throw new IllegalArgumentException("Expected a value " + range + ".");
        }
    }

    private <R extends Record> Optional<R> construct(
            Class<R> type, RecordComponent[] components, Object[] values, SourceLocation place) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException rule) {
                problem(place, rule.getMessage());
                return Optional.empty();
            }
            throw new IllegalStateException("Cannot make a " + type.getName() + ".", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot make a " + type.getName() + ".", e);
        }
    }

    private static String environmentName(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(java.util.Locale.ROOT);
    }

    private static String trimmed(String path) {
        return path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
    }
}
