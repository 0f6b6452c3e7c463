/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;

/**
 * Reads what a route says in MongoDB's own language: filters, updates, pipelines, as maps or as Extended JSON. A text
 * {@code :#name} stands for a value, which is only ever a value: an operator in it is refused.
 */
final class RawDocuments {

    private static final Pattern PLACEHOLDER = Pattern.compile(":#([A-Za-z_][A-Za-z0-9_.-]*)");
    private static final Set<String> SCRIPTS = Set.of("$where", "$function", "$accumulator");

    private final MongoDbCall call;

    RawDocuments(MongoDbCall call) {
        this.call = call;
    }

    /** @throws dev.serai.connector.ConnectorException when it is no document, or not to be read */
    BsonDocument document(String input, Object given) {
        Object source = given instanceof String text ? parsed(input, text) : given;
        if (!(source instanceof Map<?, ?> map)) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "'" + input + "' is no document. Expected a map, or text in Extended JSON such as {\"total\":"
                            + " {\"$gt\": 100}}.");
        }
        BsonDocument document = writing().document(map);
        requireNoScript(input, document);
        return document;
    }

    /** @throws dev.serai.connector.ConnectorException when it is no list of documents, or not to be read */
    List<BsonDocument> documents(String input, Object given) {
        Object source = given instanceof String text ? parsed(input, text) : given;
        if (!(source instanceof List<?> stages)) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "'" + input + "' is no list. Expected a list of maps, or text in Extended JSON such as"
                            + " [{\"$match\": {\"status\": \"open\"}}].");
        }
        List<BsonDocument> documents = new ArrayList<>();
        stages.forEach(stage -> documents.add(document(input, stage)));
        return documents;
    }

    private Object parsed(String input, String text) {
        try {
            return BsonDocument.parse("{\"v\": " + text + "}").get("v");
        } catch (JsonParseException e) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG, "'" + input + "' cannot be read as JSON: " + e.getMessage() + ".");
        }
    }

    private BsonWriting writing() {
        return BsonWriting.operators(call.caller(), text -> {
            Matcher placeholder = PLACEHOLDER.matcher((String) text);
            return placeholder.matches() ? parameter(placeholder.group(1)) : text;
        });
    }

    private BsonValue parameter(String name) {
        Object value = call.parameter(name);
        if (value == null && !isGivenAsNull(name)) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "There is no value for ':#" + name + "'. Give it in 'parameters', in the body, or as a header or"
                            + " variable of that name.");
        }
        BsonValue written = call.values().value(value);
        if (written.getBsonType() == BsonType.REGULAR_EXPRESSION) {
            throw call.refused(
                    MongoDbErrors.VALUE_REFUSED,
                    "The value of ':#" + name + "' is a regular expression, which would select what it fits instead of"
                            + " being a value. Write it into the filter itself.");
        }
        return written;
    }

    private boolean isGivenAsNull(String name) {
        return call.input().get(MongoDbOperations.PARAMETERS) instanceof Map<?, ?> parameters
                && parameters.containsKey(name);
    }

    private void requireNoScript(String input, BsonValue value) {
        if (call.javaScript()) {
            return;
        }
        if (value instanceof BsonDocument document) {
            document.forEach((name, inner) -> {
                if (SCRIPTS.contains(name)) {
                    throw call.refused(
                            MongoDbErrors.SCRIPT_REFUSED,
                            "'" + input + "' holds '" + name + "', which runs JavaScript on the server. Say it with"
                                    + " other operators, or declare the connector with 'options.allowJavaScript: true'.");
                }
                requireNoScript(input, inner);
            });
        } else if (value instanceof BsonArray array) {
            array.forEach(inner -> requireNoScript(input, inner));
        }
    }
}
