/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.Names;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.runtime.validation.EndpointUri.OptionValue;
import dev.serai.runtime.validation.EndpointUse.Side;
import dev.serai.runtime.workspace.Durations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.ComponentModel.EndpointOptionModel;

/**
 * Holds an endpoint's options against its component's metadata. Camel's catalog could do part of this, but it takes an
 * unreadable duration for a good one, a component's option for an endpoint's, and does not decode values.
 */
final class EndpointOptionCheck {

    void check(ComponentModel component, EndpointUri uri, Problems problems) {
        Map<String, EndpointOptionModel> known = new LinkedHashMap<>();
        Stream.concat(component.getEndpointPathOptions().stream(), component.getEndpointParameterOptions().stream())
                .forEach(option -> known.put(option.getName(), option));
        uri.options().forEach((name, value) -> {
            if (!multiple(known, name)) {
                Optional.ofNullable(known.get(withoutPrefix(known, name)))
                        .ifPresentOrElse(
                                option -> value(uri, option, value, problems),
                                () -> unknown(component, name, value, known, problems));
            }
        });
        required(uri, known, problems);
    }

    /** Whether the name begins with the prefix of an option that stands for many, such as {@code scheduler.delay}. */
    private static boolean multiple(Map<String, EndpointOptionModel> known, String name) {
        return known.values().stream()
                .anyMatch(option -> option.isMultiValue()
                        && option.getPrefix() != null
                        && !option.getPrefix().isEmpty()
                        && name.startsWith(option.getPrefix()));
    }

    private static String withoutPrefix(Map<String, EndpointOptionModel> known, String name) {
        return known.values().stream()
                .map(EndpointOptionModel::getOptionalPrefix)
                .filter(prefix -> prefix != null && !prefix.isEmpty() && name.startsWith(prefix))
                .findFirst()
                .map(prefix -> name.substring(prefix.length()))
                .orElse(name);
    }

    private static void unknown(
            ComponentModel component,
            String name,
            OptionValue value,
            Map<String, EndpointOptionModel> known,
            Problems problems) {
        if (component.isLenientProperties() || component.isApi() || name.startsWith("{{")) {
            return;
        }
        problems.add(
                value.keyLocation(),
                "The component '" + component.getScheme() + "' has no option '" + name + "'. "
                        + Suggestion.of(name, known.keySet()));
    }

    private static void value(EndpointUri uri, EndpointOptionModel option, OptionValue value, Problems problems) {
        if (value.text() == null) {
            problems.add(
                    value.location(),
                    "The option '" + option.getName() + "' must be a single value, but is "
                            + value.node().kind() + ".");
            return;
        }
        wrongSide(uri.use().side(), option).ifPresent(sentence -> problems.add(value.keyLocation(), sentence));
        if (!value.dynamic()) {
            expected(option, value.text().trim())
                    .ifPresent(expected -> problems.add(
                            value.location(),
                            "The option '" + option.getName() + "' of '" + uri.scheme() + "' has the value '"
                                    + value.text() + "'. " + expected));
        }
    }

    private static Optional<String> wrongSide(Side side, EndpointOptionModel option) {
        List<String> labels = option.getLabel() == null
                ? List.of()
                : List.of(option.getLabel().split(","));
        boolean sending = labels.contains("producer");
        boolean receiving = labels.contains("consumer");
        if (side == Side.CONSUMER && sending && !receiving) {
            return Optional.of("The option '" + option.getName() + "' is for sending; 'from:' cannot use it.");
        }
        if ((side == Side.PRODUCER || side == Side.DYNAMIC_PRODUCER) && receiving && !sending) {
            return Optional.of("The option '" + option.getName() + "' is for receiving; only 'from:' can use it.");
        }
        return Optional.empty();
    }

    private static Optional<String> expected(EndpointOptionModel option, String text) {
        if (option.getEnums() != null && !option.getEnums().isEmpty()) {
            boolean fits = option.getEnums().stream().anyMatch(choice -> Names.same(choice, text));
            return fits
                    ? Optional.empty()
                    : Optional.of("Expected one of: " + String.join(", ", option.getEnums()) + ".");
        }
        return switch (String.valueOf(option.getType())) {
            case "boolean" -> unless(text.matches("(?i)true|false"), "Expected true or false.");
            case "integer" -> unless(text.matches("-?\\d+"), "Expected a whole number.");
            case "number" -> unless(text.matches("-?\\d+(\\.\\d+)?"), "Expected a number.");
            case "duration" -> unless(Durations.readable(text), "Expected a duration such as 30s, 5m, 1h or 500ms.");
            default -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean fits, String expected) {
        return fits ? Optional.empty() : Optional.of(expected);
    }

    private static void required(EndpointUri uri, Map<String, EndpointOptionModel> known, Problems problems) {
        List<String> missing = new ArrayList<>();
        boolean pathGiven = uri.dynamicPath() || !uri.name().isBlank();
        for (EndpointOptionModel option : known.values()) {
            boolean inPath = "path".equals(option.getKind());
            if (option.isRequired()
                    && option.getDefaultValue() == null
                    && !uri.options().containsKey(option.getName())
                    && !(inPath && pathGiven)) {
                missing.add(option.getName());
            }
        }
        SourceLocation location = uri.use().location();
        for (String name : missing) {
            problems.add(
                    location,
                    "The endpoint '" + uri.scheme() + "' needs a value for '" + name + "'. "
                            + sentence(known.get(name).getDescription()));
        }
    }

    private static String sentence(String description) {
        return description.endsWith(".") ? description : description + ".";
    }
}
