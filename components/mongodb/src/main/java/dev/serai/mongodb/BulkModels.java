/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.client.model.DeleteManyModel;
import com.mongodb.client.model.DeleteOneModel;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.UpdateManyModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;

/** Reads the operations of a {@code bulk}. */
final class BulkModels {

    private static final Map<String, Set<String>> INPUTS = Map.of(
            "insert", Set.of(MongoDbOperations.DOCUMENT),
            "update",
                    Set.of(
                            MongoDbOperations.KEYS,
                            MongoDbOperations.FILTERS,
                            MongoDbOperations.FILTER,
                            MongoDbOperations.VALUES,
                            MongoDbOperations.UPDATE,
                            MongoDbOperations.MANY),
            "replace", Set.of(MongoDbOperations.KEYS, MongoDbOperations.DOCUMENT),
            "upsert", Set.of(MongoDbOperations.KEYS, MongoDbOperations.DOCUMENT),
            "delete", Set.of(MongoDbOperations.FILTERS, MongoDbOperations.FILTER, MongoDbOperations.MANY));

    private BulkModels() {}

    /** @throws dev.serai.connector.ConnectorException when an operation is none; says which */
    static List<WriteModel<BsonDocument>> of(MongoDbCall call) {
        List<?> operations = (List<?>) call.input().get(MongoDbOperations.OPERATIONS);
        if (operations.isEmpty()) {
            throw call.refused(MongoDbErrors.CALL_WRONG, "'operations' is an empty list. Give at least one operation.");
        }
        List<WriteModel<BsonDocument>> models = new ArrayList<>();
        for (Object operation : operations) {
            models.add(model(call, operation, models.size()));
        }
        return models;
    }

    private static WriteModel<BsonDocument> model(MongoDbCall call, Object operation, int index) {
        if (!(operation instanceof Map<?, ?> single)
                || single.size() != 1
                || !(single.values().iterator().next() instanceof Map<?, ?> given)
                || !INPUTS.containsKey(String.valueOf(single.keySet().iterator().next()))) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "Operation " + index
                            + " of 'operations' is none. Expected a map of one entry, whose name is insert,"
                            + " update, replace, upsert or delete: {insert: {document: {…}}}.");
        }
        String name = String.valueOf(single.keySet().iterator().next());
        MongoDbCall inner = call.with(inputs(call, name, given, index));
        return switch (name) {
            case "insert" -> insert(inner);
            case "update" -> update(inner);
            case "replace" -> replace(inner);
            case "upsert" -> upsert(inner, inner.input().get(MongoDbOperations.DOCUMENT));
            default -> delete(inner);
        };
    }

    private static Map<String, Object> inputs(MongoDbCall call, String name, Map<?, ?> given, int index) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        given.forEach((input, value) -> {
            String field = String.valueOf(input);
            if (!INPUTS.get(name).contains(field)) {
                throw call.refused(
                        MongoDbErrors.CALL_WRONG,
                        "Operation " + index + " of 'operations', " + name + ", has no input '" + field
                                + "'. Expected one of "
                                + INPUTS.get(name).stream().sorted().toList() + ".");
            }
            inputs.put(field, fitting(call, field, value, index));
        });
        inputs.putIfAbsent(MongoDbOperations.MANY, true);
        return inputs;
    }

    private static Object fitting(MongoDbCall call, String field, Object value, int index) {
        boolean fits =
                switch (field) {
                    case MongoDbOperations.MANY -> value instanceof Boolean;
                    case MongoDbOperations.KEYS -> value instanceof List || value instanceof String;
                    case MongoDbOperations.FILTERS -> value instanceof Map;
                    default -> value != null;
                };
        if (!fits) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "The input '" + field + "' of operation " + index + " of 'operations' does not fit.");
        }
        return field.equals(MongoDbOperations.KEYS) && value instanceof String key ? List.of(key) : value;
    }

    private static WriteModel<BsonDocument> insert(MongoDbCall call) {
        BsonDocument document = call.values().document(DocumentWrites.parsed(call, MongoDbOperations.DOCUMENT));
        DocumentWrites.addKey(document);
        return new InsertOneModel<>(document);
    }

    private static WriteModel<BsonDocument> update(MongoDbCall call) {
        BsonDocument filter = Selection.narrow(call);
        Update update = Update.of(call);
        boolean many = call.flag(MongoDbOperations.MANY);
        if (update.pipeline() != null) {
            return many
                    ? new UpdateManyModel<>(filter, update.pipeline())
                    : new UpdateOneModel<>(filter, update.pipeline());
        }
        return many
                ? new UpdateManyModel<>(filter, update.document())
                : new UpdateOneModel<>(filter, update.document());
    }

    private static WriteModel<BsonDocument> replace(MongoDbCall call) {
        Object given = DocumentWrites.parsed(call, MongoDbOperations.DOCUMENT);
        return new ReplaceOneModel<>(
                DocumentWrites.keysOf(call, given), call.values().document(given));
    }

    /** Sets the fields of a document, and adds it when it is not there. */
    static WriteModel<BsonDocument> upsert(MongoDbCall call, Object given) {
        if (!(given instanceof Map<?, ?> document)) {
            throw call.refused(MongoDbErrors.CALL_WRONG, "Expected a document, which is a map from field to value.");
        }
        List<String> keys = call.texts(MongoDbOperations.KEYS);
        return new UpdateOneModel<>(
                DocumentWrites.keysOf(call, document),
                Update.fields(call, document, keys.isEmpty() ? List.of(Names.ID) : keys),
                new UpdateOptions().upsert(true));
    }

    private static WriteModel<BsonDocument> delete(MongoDbCall call) {
        BsonDocument filter = Selection.narrow(call);
        return call.flag(MongoDbOperations.MANY) ? new DeleteManyModel<>(filter) : new DeleteOneModel<>(filter);
    }
}
