/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import dev.serai.connector.Names;
import dev.serai.connector.configuration.ConfigurationNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Says what a schema validator found in a way that tells a person what to write. */
final class SchemaSentences {

    private final RouteSchema schema;

    SchemaSentences(RouteSchema schema) {
        this.schema = schema;
    }

    /**
     * @param node where the message points
     * @return empty when Camel accepts what the schema does not, such as a placeholder in place of a number
     */
    Optional<String> sentence(ValidationMessage message, ConfigurationNode node) {
        return switch (message.getType()) {
            case "additionalProperties" -> Optional.of(unknownKey(message));
            case "required" -> Optional.of(missingKey(message));
            case "maxProperties" -> Optional.of(crowded(node));
            case "type" -> wrongType(message, node);
            case "enum" -> wrongChoice(message, node);
            default -> Optional.of(message.getMessage());
        };
    }

    private String unknownKey(ValidationMessage message) {
        String key = message.getProperty();
        String container = container(message.getInstanceLocation());
        List<String> known = schema.knownKeys(message.getSchemaLocation());
        if (container.equals("route") && key.equals("steps")) {
            return "'steps' stands under 'route', but belongs under 'from'. Indent it below 'from:'.";
        }
        if (container.equals("steps")) {
            return "Unknown step '" + key + "'. "
                    + Names.closest(key, known)
                            .map(name -> "Did you mean '" + name + "'?")
                            .orElse("To send to a component, write 'to: COMPONENT:NAME'.");
        }
        if (container.isEmpty()) {
            return "A file cannot define '" + key + "'. " + Suggestion.of(key, known);
        }
        return "'" + container + "' has no option '" + key + "'. " + Suggestion.of(key, known);
    }

    private String missingKey(ValidationMessage message) {
        String key = message.getProperty();
        String container = container(message.getInstanceLocation());
        if (container.equals("route") && key.equals("from")) {
            return "The route has no 'from'. Begin it with 'from:' and the uri of what starts it.";
        }
        if (container.equals("from") && key.equals("uri")) {
            return "'from' has no 'uri'. Name the endpoint that the route receives from, such as 'uri: timer:tick'.";
        }
        if (container.equals("from") && key.equals("steps")) {
            return "'from' has no 'steps', so the route does nothing. List them under 'steps:', indented below 'from:'.";
        }
        return "'" + container + "' has no '" + key + "'. Write '" + key + ":' below it.";
    }

    private String crowded(ConfigurationNode node) {
        List<String> keys = new ArrayList<>(node.entries().keySet());
        Optional<String> step = keys.stream().filter(schema::isStep).findFirst();
        if (step.isPresent()) {
            List<String> own = schema.stepKeys(step.get());
            Optional<String> belonging = keys.stream()
                    .filter(key -> !key.equals(step.get()))
                    .filter(own::contains)
                    .findFirst();
            if (belonging.isPresent()) {
                return "'" + belonging.get() + "' stands beside '" + step.get()
                        + "', but belongs into it. Indent it below '" + step.get() + ":'.";
            }
        }
        return "One item of the list holds one entry, but this one holds "
                + keys.stream().map(key -> "'" + key + "'").collect(Collectors.joining(" and "))
                + ". Begin each with '- '.";
    }

    private Optional<String> wrongType(ValidationMessage message, ConfigurationNode node) {
        String expected = message.getSchemaNode().asText();
        String name = container(message.getInstanceLocation());
        if (node.text() != null && (accepted(node.text(), expected) || placeholder(node.text()))) {
            return Optional.empty();
        }
        String wanted =
                switch (expected) {
                    case "array" -> "a list, each item beginning with '- '";
                    case "object" -> "a mapping of options";
                    case "boolean" -> "true or false";
                    case "number", "integer" -> "a number";
                    default -> "a single value";
                };
        return Optional.of("'" + name + "' must be " + wanted + ", but is " + node.kind() + "."
                + (expected.equals("object") ? remedy(name, node, schema.knownKeys(message.getSchemaLocation())) : ""));
    }

    private static String remedy(String name, ConfigurationNode node, List<String> known) {
        if (node.items() != null) {
            return known.contains("steps") ? " Put the list under 'steps:'." : "";
        }
        if (node.text() == null) {
            return " Write '" + name + ": {}' when it needs none.";
        }
        return known.contains("uri") ? " Write 'uri: " + node.text() + "' below '" + name + ":'." : "";
    }

    /** Everything was read as text, so text that reads like the wanted type is right. */
    private static boolean accepted(String text, String expected) {
        return switch (expected) {
            case "boolean" -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
            case "number", "integer" -> text.matches("-?\\d+(\\.\\d+)?");
            default -> false;
        };
    }

    private static Optional<String> wrongChoice(ValidationMessage message, ConfigurationNode node) {
        List<String> choices = StreamSupport.stream(message.getSchemaNode().spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        String text = node.text();
        if (text == null || placeholder(text) || choices.stream().anyMatch(text::equalsIgnoreCase)) {
            return Optional.empty();
        }
        return Optional.of("'" + container(message.getInstanceLocation()) + "' has the value '" + text
                + "'. Expected one of: " + String.join(", ", choices) + ".");
    }

    private static boolean placeholder(String text) {
        return text.contains("{{") || text.contains("${");
    }

    /** The nearest key above a place; empty at the top of the file. */
    private static String container(JsonNodePath path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            String element = path.getElement(i).toString();
            if (!element.matches("\\d+")) {
                return element;
            }
        }
        return "";
    }
}
