/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonNodePath;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields of a form as data that can be held against a schema. In the place of a file stands a text. */
final class FormFields {

    private static final JsonNode FILE = TextNode.valueOf("");

    private final Set<List<Object>> files = new HashSet<>();
    private final ObjectMapper json;
    private final ObjectNode node;

    FormFields(Map<?, ?> fields, ObjectMapper json) {
        this.json = json;
        this.node = json.createObjectNode();
        fields.forEach((name, value) -> {
            if (value != null) {
                node.set(String.valueOf(name), value(List.of(String.valueOf(name)), value));
            }
        });
    }

    JsonNode node() {
        return node;
    }

    /** Whether a file stands there, of which no schema knows more than that it is one. */
    boolean isFile(JsonNodePath place) {
        return switch (place.getNameCount()) {
            case 1 -> files.contains(List.of(place.getElement(0)));
            case 2 -> files.contains(List.of(place.getElement(0), place.getElement(1)));
            default -> false;
        };
    }

    private JsonNode value(List<Object> place, Object value) {
        if (value instanceof Collection<?> items && place.size() == 1) {
            ArrayNode array = json.createArrayNode();
            items.forEach(item -> array.add(value(List.of(place.get(0), array.size()), item)));
            return array;
        }
        // A part with a name or type of its own.
        Object content = value instanceof Map<?, ?> part && part.containsKey("content") ? part.get("content") : value;
        if (BodySchema.isData(content) || content instanceof CharSequence) {
            return json.valueToTree(content);
        }
        files.add(place);
        return FILE;
    }
}
