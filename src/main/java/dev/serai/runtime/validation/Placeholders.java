/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves Camel's <code>{{…}}</code> the way the runtime will: from environment, system properties and the workspace's
 * settings. What only a running system can give (a vault, a bean) counts as resolvable and stays as it is.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final int DEEPEST = 20;

    private final Properties properties;
    private final UnaryOperator<String> environment;

    /** @param environment gives a variable's value by name, or null when it is not set */
    Placeholders(Properties properties, UnaryOperator<String> environment) {
        this.properties = properties;
        this.environment = environment;
    }

    /**
     * The placeholders of a text that have no value, as they stand between the braces.
     *
     * @param parameters names that get their value elsewhere, such as a kamelet's parameters
     */
    List<String> unresolved(String text, Set<String> parameters) {
        List<String> names = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        while (matcher.find()) {
            String reference = matcher.group(1).trim();
            if (!optional(reference)
                    && !parameters.contains(name(reference))
                    && value(reference).isEmpty()) {
                names.add(reference);
            }
        }
        return names;
    }

    /** Puts in what is known; the rest stays as written. */
    String substitute(String text) {
        String current = text;
        for (int depth = 0; depth < DEEPEST && current.contains("{{"); depth++) {
            Matcher matcher = PLACEHOLDER.matcher(current);
            StringBuilder result = new StringBuilder();
            while (matcher.find()) {
                String value = value(matcher.group(1).trim()).orElse(matcher.group());
                matcher.appendReplacement(result, Matcher.quoteReplacement(value));
            }
            String next = matcher.appendTail(result).toString();
            if (next.equals(current)) {
                return current;
            }
            current = next;
        }
        return current;
    }

    /** The names that could have been meant. */
    Set<String> known() {
        return properties.stringPropertyNames();
    }

    private static boolean optional(String reference) {
        return reference.startsWith("?") || reference.startsWith("!?");
    }

    private static String name(String reference) {
        String name = reference.startsWith("!") ? reference.substring(1) : reference;
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    private Optional<String> value(String reference) {
        String name = reference.startsWith("!") ? reference.substring(1) : reference;
        int colon = name.indexOf(':');
        if (colon < 0) {
            return property(name);
        }
        String prefix = name.substring(0, colon);
        String rest = name.substring(colon + 1);
        return switch (prefix) {
            case "env" -> function(rest, environment);
            case "sys" -> function(rest, System::getProperty);
            // Either a name with a default, or a function that only a running system can answer.
            default -> Optional.of(property(prefix).orElse(rest));
        };
    }

    private static Optional<String> function(String rest, UnaryOperator<String> source) {
        int colon = rest.indexOf(':');
        String name = colon < 0 ? rest : rest.substring(0, colon);
        String fallback = colon < 0 ? null : rest.substring(colon + 1);
        return Optional.ofNullable(source.apply(name)).or(() -> Optional.ofNullable(fallback));
    }

    private Optional<String> property(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
        return Optional.ofNullable(environment.apply(variable))
                .or(() -> Optional.ofNullable(System.getProperty(name)))
                .or(() -> Optional.ofNullable(properties.getProperty(name)));
    }
}
