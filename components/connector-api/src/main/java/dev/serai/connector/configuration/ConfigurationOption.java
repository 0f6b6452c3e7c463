/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an {@link Option} of a configuration record says, as a value. Texts are as a user would write them, and null where
 * there is none. Immutable.
 *
 * @param name camelCase; case, {@code _} and {@code -} do not matter where it is written
 * @param path the names from the top, such as {@code connection.url}
 * @param kind what its value is
 * @param description one sentence
 * @param required a declaration without it is refused
 * @param defaultValue used when nothing sets it
 * @param presentValue used instead of the default where the mapping around the option is there
 * @param min the smallest number, duration or size
 * @param max the largest
 * @param secret it must not stand in a file as a literal, and is masked wherever it is shown
 * @param allowed the only values it takes, or empty for any
 * @param options the parts of a group
 */
public record ConfigurationOption(
        String name,
        String path,
        Kind kind,
        String description,
        boolean required,
        String defaultValue,
        String presentValue,
        String min,
        String max,
        boolean secret,
        List<String> allowed,
        List<ConfigurationOption> options) {

    /** What an option's value is. */
    public enum Kind {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        /** {@code 30s}, {@code 5m}, or plain milliseconds. */
        DURATION,
        /** {@code 10MB}, {@code 512KB}, or plain bytes. */
        SIZE,
        /** One of the allowed values. */
        CHOICE,
        /** A list of texts. */
        LIST,
        /** Keys of the user's own. */
        MAP,
        /** A mapping of options. */
        GROUP
    }

    public ConfigurationOption {
        allowed = List.copyOf(allowed);
        options = List.copyOf(options);
    }

    /**
     * Reads the options of a configuration record, in the order of its components.
     *
     * @throws IllegalStateException when a component carries no {@link Option}, or has a type that no option can have
     */
    public static List<ConfigurationOption> of(Class<? extends Record> type) {
        return of(type, "");
    }

    private static List<ConfigurationOption> of(Class<? extends Record> type, String prefix) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> of(component, prefix))
                .toList();
    }

    private static ConfigurationOption of(RecordComponent component, String prefix) {
        Option option = component.getAnnotation(Option.class);
        if (option == null) {
            throw new IllegalStateException(
                    component.getDeclaringRecord().getName() + "." + component.getName() + " carries no @Option.");
        }
        String path = prefix + component.getName();
        Class<?> type = component.getType();
        Kind kind = kind(type);
        List<ConfigurationOption> parts =
                kind == Kind.GROUP ? of(type.asSubclass(Record.class), path + ".") : List.of();
        return new ConfigurationOption(
                component.getName(),
                path,
                kind,
                option.value(),
                option.required() || parts.stream().anyMatch(ConfigurationOption::required),
                orNull(option.defaultValue()),
                orNull(option.presentValue()),
                orNull(option.min()),
                orNull(option.max()),
                option.secret(),
                kind == Kind.CHOICE
                        ? Arrays.stream(type.getEnumConstants())
                                .map(ScalarConverter::spelling)
                                .toList()
                        : List.of(),
                parts);
    }

    private static Kind kind(Class<?> type) {
        if (type == String.class) {
            return Kind.STRING;
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            return Kind.INTEGER;
        }
        if (type == double.class || type == Double.class) {
            return Kind.NUMBER;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Kind.BOOLEAN;
        }
        if (type == Duration.class) {
            return Kind.DURATION;
        }
        if (type == ByteSize.class) {
            return Kind.SIZE;
        }
        if (type.isEnum()) {
            return Kind.CHOICE;
        }
        if (type == List.class) {
            return Kind.LIST;
        }
        if (type == Map.class) {
            return Kind.MAP;
        }
        if (type.isRecord()) {
            return Kind.GROUP;
        }
        throw new IllegalStateException("No option may be of type " + type.getName() + ".");
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** This option, or of a group every option in it, however deep. */
    public Stream<ConfigurationOption> leaves() {
        return kind == Kind.GROUP ? options.stream().flatMap(ConfigurationOption::leaves) : Stream.of(this);
    }

    /** The same option with another default. */
    public ConfigurationOption withDefault(String value) {
        return new ConfigurationOption(
                name, path, kind, description, required, value, presentValue, min, max, secret, allowed, options);
    }

    /** The same group with other parts. */
    public ConfigurationOption withOptions(List<ConfigurationOption> parts) {
        return new ConfigurationOption(
                name, path, kind, description, required, defaultValue, presentValue, min, max, secret, allowed, parts);
    }
}
