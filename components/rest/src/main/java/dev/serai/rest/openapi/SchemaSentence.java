/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Says in words what a schema describes: {@code a map with id (integer), name (string) and tags (list of string)}. */
final class SchemaSentence {

    private static final int MOST_FIELDS = 12;

    private SchemaSentence() {}

    static String of(Document document, JsonNode written) {
        JsonNode schema = document.followed(written);
        if (isList(schema)) {
            JsonNode items = document.followed(schema.path("items"));
            // Lists may hold lists of their own kind, without end.
            return isList(items) ? "a list of lists" : "a list of " + plural(document, items);
        }
        List<String> fields = fields(document, schema);
        if (fields.isEmpty()) {
            return switch (type(schema)) {
                case "object" -> "a map";
                case "" -> "anything";
                default -> article(type(schema));
            };
        }
        return "a map with " + String.join(", ", fields);
    }

    private static String plural(Document document, JsonNode items) {
        String one = of(document, items);
        return one.startsWith("a map") ? "maps" + one.substring("a map".length()) : type(items) + "s";
    }

    private static String article(String type) {
        return ("aeiou".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
    }

    private static List<String> fields(Document document, JsonNode schema) {
        List<String> fields = new ArrayList<>();
        collect(document, schema, fields, 0);
        return fields.size() <= MOST_FIELDS ? fields : List.of(String.join(", ", fields.subList(0, MOST_FIELDS)), "…");
    }

    /** The fields of an object, with those of the schemas that it is put together from. */
    private static void collect(Document document, JsonNode schema, List<String> fields, int depth) {
        schema.path("properties")
                .properties()
                .forEach(field ->
                        fields.add(field.getKey() + " (" + shortType(document.followed(field.getValue())) + ")"));
        if (depth < 3) {
            schema.path("allOf").forEach(part -> collect(document, document.followed(part), fields, depth + 1));
        }
    }

    private static String shortType(JsonNode schema) {
        String type = isList(schema) ? "list" : type(schema);
        return type.isEmpty() ? "any" : type.equals("object") ? "map" : type;
    }

    private static boolean isList(JsonNode schema) {
        return type(schema).equals("array");
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (!one.asText().equals("null")) {
                    return one.asText();
                }
            }
        }
        return type.isTextual() ? type.asText() : schema.has("properties") ? "object" : "";
    }
}
