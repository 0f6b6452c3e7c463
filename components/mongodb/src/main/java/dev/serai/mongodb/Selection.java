/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/** Which documents a call is about: by keys, by the contract's conditions, or by a filter in MongoDB's own language. */
final class Selection {

    private static final String WAYS = "'" + MongoDbOperations.KEYS + "', '" + MongoDbOperations.FILTERS + "' or '"
            + MongoDbOperations.FILTER + "'";

    private Selection() {}

    /** The filter of a call that may be about all documents. */
    static BsonDocument of(MongoDbCall call) {
        List<String> given = Stream.of(MongoDbOperations.KEYS, MongoDbOperations.FILTERS, MongoDbOperations.FILTER)
                .filter(way -> call.input().get(way) != null)
                .toList();
        if (given.size() > 1) {
            throw call.refused(
                    MongoDbErrors.SELECTION_WRONG,
                    "The documents are selected by " + given + ", which may contradict each other. Give one of " + WAYS
                            + ".");
        }
        if (given.isEmpty()) {
            return new BsonDocument();
        }
        return switch (given.get(0)) {
            case MongoDbOperations.KEYS -> byKeys(call, call.texts(MongoDbOperations.KEYS), Map.of());
            case MongoDbOperations.FILTERS -> byFilters(call);
            default ->
                call.raw().document(MongoDbOperations.FILTER, call.input().get(MongoDbOperations.FILTER));
        };
    }

    /** The filter of a call that changes what it selects: one that would be about all documents is refused. */
    static BsonDocument narrow(MongoDbCall call) {
        BsonDocument filter = of(call);
        if (filter.isEmpty()) {
            throw call.refused(
                    MongoDbErrors.SELECTION_WRONG,
                    "Nothing says which documents are meant. Give " + WAYS + "; for all documents write"
                            + " filter: '{\"_id\": {\"$exists\": true}}'.");
        }
        return filter;
    }

    /**
     * The filter for one document by its keys.
     *
     * @param document has the values, or the call's parameters do
     */
    static BsonDocument byKeys(MongoDbCall call, List<String> keys, Map<?, ?> document) {
        List<Filter> filters = new ArrayList<>();
        for (String key : keys) {
            Object value = document.containsKey(key) ? document.get(key) : call.parameter(key);
            if (Objects.isNull(value)) {
                throw call.refused(
                        MongoDbErrors.SELECTION_WRONG,
                        "The key '" + key + "' has no value. Expected it in the body, or as a header or variable of"
                                + " that name.");
            }
            filters.add(new Filter(key, Filter.Operator.EQ, value));
        }
        return Conditions.of(filters, call.caller());
    }

    private static BsonDocument byFilters(MongoDbCall call) {
        try {
            return Conditions.of(Filter.parse((Map<?, ?>) call.input().get(MongoDbOperations.FILTERS)), call.caller());
        } catch (IllegalArgumentException e) {
            throw call.refused(MongoDbErrors.SELECTION_WRONG, e.getMessage());
        }
    }
}
