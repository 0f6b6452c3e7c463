/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.WriteModel;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** The operations that change one document or several in one way. */
final class DocumentWrites {

    private static final int DUPLICATE_KEY = 11000;

    private DocumentWrites() {}

    static CompletionStage<ExecutionResult> insert(OpenClient client, MongoDbCall call) {
        Object given = parsed(call, MongoDbOperations.DOCUMENTS);
        List<BsonDocument> documents = documents(call, given);
        if (documents.isEmpty()) {
            throw call.refused(MongoDbErrors.CALL_WRONG, "'documents' is an empty list. Give at least one document.");
        }
        documents.forEach(DocumentWrites::addKey);
        List<Object> ids = new ArrayList<>();
        documents.forEach(document -> ids.add(BsonReading.value(document.get(Names.ID))));
        boolean ignore = call.text(MongoDbOperations.ON_CONFLICT).equals("ignore");
        return client.one(call.caller(), inserted(client.collection(call.collection()), documents, ignore))
                .thenApply(count -> ExecutionResult.of(
                                given instanceof Map<?, ?> ? ids.get(0) : ids,
                                Map.of(MongoDbOperations.INSERTED, count))
                        .withUsage(count, 0));
    }

    private static Publisher<Long> inserted(
            MongoCollection<BsonDocument> collection, List<BsonDocument> documents, boolean ignore) {
        if (documents.size() == 1 && !ignore) {
            return Mono.from(collection.insertOne(documents.get(0))).thenReturn(1L);
        }
        List<InsertOneModel<BsonDocument>> models =
                documents.stream().map(InsertOneModel::new).toList();
        return Mono.from(collection.bulkWrite(models, new BulkWriteOptions().ordered(!ignore)))
                .map(result -> (long) result.getInsertedCount())
                .onErrorResume(
                        MongoBulkWriteException.class,
                        failure -> ignore && onlyDuplicates(failure)
                                ? Mono.just((long) documents.size()
                                        - failure.getWriteErrors().size())
                                : Mono.error(failure));
    }

    private static boolean onlyDuplicates(MongoBulkWriteException failure) {
        return failure.getWriteConcernError() == null
                && failure.getWriteErrors().stream().allMatch(error -> error.getCode() == DUPLICATE_KEY);
    }

    /** As the driver would, but here, so that the answer can say which. */
    static void addKey(BsonDocument document) {
        if (!document.containsKey(Names.ID)) {
            BsonDocument rest = document.clone();
            document.clear();
            document.append(Names.ID, new BsonObjectId());
            document.putAll(rest);
        }
    }

    static CompletionStage<ExecutionResult> update(OpenClient client, MongoDbCall call) {
        BsonDocument filter = Selection.narrow(call);
        Update update = Update.of(call);
        MongoCollection<BsonDocument> collection = client.collection(call.collection());
        boolean many = call.flag(MongoDbOperations.MANY);
        Publisher<UpdateResult> updated;
        if (update.pipeline() != null) {
            updated = many
                    ? collection.updateMany(filter, update.pipeline())
                    : collection.updateOne(filter, update.pipeline());
        } else {
            updated = many
                    ? collection.updateMany(filter, update.document())
                    : collection.updateOne(filter, update.document());
        }
        return client.one(call.caller(), updated).thenApply(DocumentWrites::changed);
    }

    static CompletionStage<ExecutionResult> replace(OpenClient client, MongoDbCall call) {
        Object given = parsed(call, MongoDbOperations.DOCUMENT);
        BsonDocument document = call.values().document(given);
        BsonDocument filter = keysOf(call, given);
        return client.one(call.caller(), client.collection(call.collection()).replaceOne(filter, document))
                .thenApply(DocumentWrites::changed);
    }

    static CompletionStage<ExecutionResult> upsert(OpenClient client, MongoDbCall call) {
        List<WriteModel<BsonDocument>> models = new ArrayList<>();
        Object given = parsed(call, MongoDbOperations.DOCUMENTS);
        for (Object document : given instanceof List<?> list ? list : List.of(given)) {
            models.add(BulkModels.upsert(call, document));
        }
        if (models.isEmpty()) {
            throw call.refused(MongoDbErrors.CALL_WRONG, "'documents' is an empty list. Give at least one document.");
        }
        return client.one(call.caller(), client.collection(call.collection()).bulkWrite(models))
                .thenApply(result -> {
                    long added = result.getUpserts().size();
                    return ExecutionResult.of(
                                    added,
                                    Map.of(
                                            MongoDbOperations.MATCHED,
                                            (long) result.getMatchedCount(),
                                            MongoDbOperations.MODIFIED,
                                            (long) result.getModifiedCount(),
                                            MongoDbOperations.UPSERTED,
                                            added))
                            .withUsage(models.size(), 0);
                });
    }

    static CompletionStage<ExecutionResult> delete(OpenClient client, MongoDbCall call) {
        BsonDocument filter = Selection.narrow(call);
        MongoCollection<BsonDocument> collection = client.collection(call.collection());
        Publisher<DeleteResult> deleted =
                call.flag(MongoDbOperations.MANY) ? collection.deleteMany(filter) : collection.deleteOne(filter);
        return client.one(call.caller(), deleted).thenApply(result -> ExecutionResult.of(
                        result.getDeletedCount(), Map.of(MongoDbOperations.DELETED, result.getDeletedCount()))
                .withUsage(result.getDeletedCount(), 0));
    }

    /** The filter for the document that another is put in the place of. */
    static BsonDocument keysOf(MongoDbCall call, Object document) {
        List<String> keys = call.texts(MongoDbOperations.KEYS);
        return Selection.byKeys(
                call, keys.isEmpty() ? List.of(Names.ID) : keys, document instanceof Map<?, ?> map ? map : Map.of());
    }

    private static ExecutionResult changed(UpdateResult result) {
        return ExecutionResult.of(
                        result.getModifiedCount(),
                        Map.of(
                                MongoDbOperations.MATCHED,
                                result.getMatchedCount(),
                                MongoDbOperations.MODIFIED,
                                result.getModifiedCount()))
                .withUsage(result.getMatchedCount(), 0);
    }

    private static List<BsonDocument> documents(MongoDbCall call, Object given) {
        List<BsonDocument> documents = new ArrayList<>();
        for (Object document : given instanceof List<?> list ? list : List.of(given)) {
            documents.add(call.values().document(document));
        }
        return documents;
    }

    /**
     * An input that holds documents: as it is, or what a text in Extended JSON says.
     *
     * @throws ConnectorException when the text cannot be read
     */
    static Object parsed(MongoDbCall call, String input) {
        Object given = call.input().get(input);
        if (!(given instanceof String text)) {
            return given;
        }
        try {
            BsonValue read = BsonDocument.parse("{\"v\": " + text + "}").get("v");
            return read instanceof BsonArray array ? new ArrayList<>(array) : read;
        } catch (JsonParseException e) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG, "'" + input + "' cannot be read as JSON: " + e.getMessage() + ".");
        }
    }
}
