/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;

/**
 * What becomes of documents that are changed.
 *
 * @param document operators with what they do, or null for a pipeline
 * @param pipeline stages, or null for a document
 */
record Update(BsonDocument document, List<BsonDocument> pipeline) {

    /** @throws dev.serai.connector.ConnectorException when the call says nothing, or not in MongoDB's language */
    static Update of(MongoDbCall call) {
        Object given = call.input().get(MongoDbOperations.UPDATE);
        if (given == null) {
            return new Update(values(call), null);
        }
        if (given instanceof List<?>
                || (given instanceof String text && text.strip().startsWith("["))) {
            return new Update(null, call.raw().documents(MongoDbOperations.UPDATE, given));
        }
        BsonDocument update = call.raw().document(MongoDbOperations.UPDATE, given);
        if (update.isEmpty() || !update.keySet().stream().allMatch(operator -> operator.startsWith("$"))) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "'update' takes operators, such as {\"$set\": {\"status\": \"paid\"}}. To set fields, give"
                            + " 'values'; to put a whole document in the place of another, use 'replace'.");
        }
        return new Update(update, null);
    }

    private static BsonDocument values(MongoDbCall call) {
        Object given = call.input().get(MongoDbOperations.VALUES);
        if (!(given instanceof Map<?, ?> values) || values.isEmpty()) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "Nothing says what to change. Give 'values', a map from field to new value, or 'update'.");
        }
        return fields(call, values, call.texts(MongoDbOperations.KEYS));
    }

    /** Sets fields to values; those that selected the document keep theirs. */
    static BsonDocument fields(MongoDbCall call, Map<?, ?> values, List<String> keys) {
        BsonDocument set = new BsonDocument();
        values.forEach((name, value) -> {
            String field = Names.field(String.valueOf(name), call.caller());
            if (!keys.contains(field)) {
                set.append(field, call.values().value(value));
            }
        });
        if (set.isEmpty()) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "The values are those of the keys " + keys + " alone, so that there is nothing to set. Give another"
                            + " field, too.");
        }
        return new BsonDocument("$set", set);
    }
}
