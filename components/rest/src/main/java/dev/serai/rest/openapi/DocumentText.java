/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** The text of a document as a tree. A document may come from elsewhere, so what its YAML may unfold to is bounded. */
final class DocumentText {

    private static final Pattern JSON = Pattern.compile("\\s*\\{\\s*\"");
    private static final int LARGEST = 64 * 1024 * 1024;
    private static final int MOST_VALUES = 5_000_000;
    private static final int DEEPEST = 500;

    private final JsonNodeFactory nodes = JsonNodeFactory.instance;
    private final String origin;
    private int values;

    private DocumentText(String origin) {
        this.origin = origin;
    }

    /** @throws dev.serai.connector.ConnectorException when it is neither a JSON object nor a YAML mapping */
    static ObjectNode tree(String origin, String text) {
        DocumentText document = new DocumentText(origin);
        // A mapping in braces may be YAML, too, but not one that begins with a quote.
        JsonNode tree = JSON.matcher(text).lookingAt() ? document.json(text) : document.yaml(text);
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw ApiDescription.refused(origin, "it is neither a JSON object nor a YAML mapping");
    }

    private JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw ApiDescription.refused(
                    origin,
                    "it is not JSON: " + e.getOriginalMessage() + " in line "
                            + e.getLocation().getLineNr());
        }
    }

    private JsonNode yaml(String text) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(LARGEST).build();
        try {
            return node(new Load(settings).loadFromString(text), 0);
        } catch (MarkedYamlEngineException e) {
            throw ApiDescription.refused(
                    origin,
                    "it is not YAML: " + e.getProblem()
                            + e.getProblemMark()
                                    .map(mark -> " in line " + (mark.getLine() + 1))
                                    .orElse(""));
        } catch (YamlEngineException e) {
            throw ApiDescription.refused(origin, "it is not YAML: " + e.getMessage());
        } catch (StackOverflowError e) {
            throw tooDeep();
        }
    }

    private JsonNode node(Object value, int depth) {
        if (depth > DEEPEST) {
            throw tooDeep();
        }
        values++;
        if (values > MOST_VALUES) {
            throw ApiDescription.refused(
                    origin,
                    "its aliases unfold to more than " + MOST_VALUES + " values. Write less of it by reference");
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = nodes.objectNode();
            map.forEach((key, item) -> object.set(String.valueOf(key), node(item, depth + 1)));
            return object;
        }
        if (value instanceof List<?> list) {
            ArrayNode array = nodes.arrayNode(list.size());
            list.forEach(item -> array.add(node(item, depth + 1)));
            return array;
        }
        if (value instanceof Boolean bool) {
            return nodes.booleanNode(bool);
        }
        if (value instanceof Integer number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Double number) {
            return nodes.numberNode(number);
        }
        if (value instanceof Number number) {
            return nodes.numberNode(new BigDecimal(number.toString()));
        }
        return value == null ? nodes.nullNode() : nodes.textNode(value.toString());
    }

    private RuntimeException tooDeep() {
        return ApiDescription.refused(origin, "its values lie deeper than " + DEEPEST + " levels in one another");
    }
}
