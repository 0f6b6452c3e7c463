/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionContext;
import java.util.List;
import java.util.Map;

/**
 * One call of an operation: its inputs, and where the values come from that its documents name.
 *
 * @param input by field name, complete
 */
record MongoDbCall(Caller caller, Map<String, Object> input, ExecutionContext context, boolean javaScript) {

    String text(String field) {
        return (String) input.get(field);
    }

    boolean flag(String field) {
        return Boolean.TRUE.equals(input.get(field));
    }

    /** The collection that the call is about. */
    String collection() {
        return Names.collection(text(MongoDbOperations.COLLECTION), caller);
    }

    List<String> texts(String field) {
        return ((List<?>) input.getOrDefault(field, List.of()))
                .stream().map(String::valueOf).toList();
    }

    /** The same call with other inputs, as an operation of a {@code bulk} has them. */
    MongoDbCall with(Map<String, Object> other) {
        return new MongoDbCall(caller, other, context, javaScript);
    }

    /** The inputs written as values, without operators. */
    BsonWriting values() {
        return BsonWriting.values(caller);
    }

    /** An input in MongoDB's own language. */
    RawDocuments raw() {
        return new RawDocuments(this);
    }

    /** A value by name: in the parameters, then where the route's message has it; null for none. */
    Object parameter(String name) {
        if (input.get(MongoDbOperations.PARAMETERS) instanceof Map<?, ?> parameters && parameters.containsKey(name)) {
            return parameters.get(name);
        }
        if (input.get(MongoDbOperations.VALUES) instanceof Map<?, ?> values && values.containsKey(name)) {
            return values.get(name);
        }
        return context.parameters().apply(name);
    }

    ConnectorException refused(ErrorCode code, String sentence) {
        return caller.failure(code, sentence).neverSent().build();
    }
}
