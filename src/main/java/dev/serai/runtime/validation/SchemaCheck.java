/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import dev.serai.connector.configuration.ConfigurationNode;
import java.util.HashSet;
import java.util.Set;

/** Holds YAML routes against Camel's schema and says in sentences what does not fit. */
final class SchemaCheck implements Check {

    private final RouteSchema schema;
    private final SchemaSentences sentences;

    SchemaCheck(RouteSchema schema) {
        this.schema = schema;
        this.sentences = new SchemaSentences(schema);
    }

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        model.routeFiles().forEach(file -> check(file, problems));
    }

    private void check(RouteFile file, Problems problems) {
        ArrayNode routes = JsonNodeFactory.instance.arrayNode();
        file.items().forEach(item -> routes.add(json(item)));
        Set<ValidationMessage> messages = schema.validate(routes);
        Set<JsonNodePath> crowded = new HashSet<>();
        messages.stream()
                .filter(message -> message.getType().equals("maxProperties"))
                .forEach(message -> crowded.add(message.getInstanceLocation()));
        for (ValidationMessage message : messages) {
            if (!message.getType().equals("maxProperties") && crowded.contains(message.getInstanceLocation())) {
                // The keys that are too many are unknown here as well; one message is enough.
                continue;
            }
            ConfigurationNode node = find(file, message.getInstanceLocation());
            sentences
                    .sentence(message, node)
                    .ifPresent(sentence -> problems.add(
                            message.getType().equals("additionalProperties")
                                    ? node.keyLocation(message.getProperty())
                                    : node.location(),
                            sentence));
        }
    }

    private static ConfigurationNode find(RouteFile file, JsonNodePath path) {
        ConfigurationNode node = null;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            if (node == null) {
                node = file.items().get(index(element));
            } else {
                node = node.items() != null
                        ? node.items().get(index(element))
                        : node.entries().get(element.toString());
            }
        }
        return node;
    }

    private static int index(Object element) {
        return Integer.parseInt(element.toString());
    }

    private static JsonNode json(ConfigurationNode node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (node.entries() != null) {
            ObjectNode object = factory.objectNode();
            node.entries().forEach((key, value) -> object.set(key, json(value)));
            return object;
        }
        if (node.items() != null) {
            ArrayNode array = factory.arrayNode();
            node.items().forEach(item -> array.add(json(item)));
            return array;
        }
        return node.text() == null ? factory.nullNode() : factory.textNode(node.text());
    }
}
