/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.reactivestreams.client.FindPublisher;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.Sort;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.bson.BsonDocument;

/** The operations that read: {@code find}, {@code count}, {@code aggregate}. */
final class DocumentReads {

    private static final Set<String> WRITING = Set.of("$out", "$merge");

    private DocumentReads() {}

    static CompletionStage<ExecutionResult> find(OpenClient client, MongoDbCall call) {
        FindPublisher<BsonDocument> found =
                client.collection(call.collection()).find(Selection.of(call)).sort(order(call));
        Object projection = call.input().get(MongoDbOperations.PROJECTION);
        if (projection != null) {
            found.projection(call.raw().document(MongoDbOperations.PROJECTION, projection));
        }
        if (call.input().get(MongoDbOperations.SKIP) instanceof Long skip) {
            found.skip(skip.intValue());
        }
        if (call.text(MongoDbOperations.FETCH_MODE).equals("one")) {
            return client.one(call.caller(), found.limit(1).first()).thenApply(DocumentReads::single);
        }
        if (call.input().get(MongoDbOperations.LIMIT) instanceof Long limit) {
            found.limit(limit.intValue());
        }
        return client.all(call.caller(), found).thenApply(DocumentReads::list);
    }

    static CompletionStage<ExecutionResult> count(OpenClient client, MongoDbCall call) {
        return client.one(call.caller(), client.collection(call.collection()).countDocuments(Selection.of(call)))
                .thenApply(ExecutionResult::of);
    }

    static CompletionStage<ExecutionResult> aggregate(OpenClient client, MongoDbCall call) {
        List<BsonDocument> pipeline = pipeline(call);
        if (writes(pipeline)) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "The pipeline writes, by $out or $merge, but 'aggregate' only reads. Use 'aggregateInto'.");
        }
        return client.all(call.caller(), client.collection(call.collection()).aggregate(pipeline))
                .thenApply(DocumentReads::list);
    }

    static CompletionStage<ExecutionResult> aggregateInto(OpenClient client, MongoDbCall call) {
        List<BsonDocument> pipeline = pipeline(call);
        if (!writes(pipeline)) {
            throw call.refused(
                    MongoDbErrors.CALL_WRONG,
                    "The pipeline stores nothing. Let it end with $out or $merge, or use 'aggregate'.");
        }
        return client.one(
                        call.caller(),
                        client.collection(call.collection()).aggregate(pipeline).toCollection())
                .thenApply(ExecutionResult::of);
    }

    private static List<BsonDocument> pipeline(MongoDbCall call) {
        return call.raw().documents(MongoDbOperations.PIPELINE, call.input().get(MongoDbOperations.PIPELINE));
    }

    private static boolean writes(List<BsonDocument> pipeline) {
        return pipeline.stream().anyMatch(stage -> stage.keySet().stream().anyMatch(WRITING::contains));
    }

    private static BsonDocument order(MongoDbCall call) {
        try {
            return Conditions.order(
                    Sort.parse((List<?>) call.input().getOrDefault(MongoDbOperations.SORT, List.of())), call.caller());
        } catch (IllegalArgumentException e) {
            throw call.refused(MongoDbErrors.CALL_WRONG, "'sort' cannot be read. " + e.getMessage());
        }
    }

    private static ExecutionResult single(BsonDocument found) {
        return found == null
                ? ExecutionResult.of(null, Map.of(MongoDbOperations.COUNT, 0L))
                : ExecutionResult.of(BsonReading.document(found), Map.of(MongoDbOperations.COUNT, 1L))
                        .withUsage(1, 0);
    }

    private static ExecutionResult list(List<BsonDocument> found) {
        return ExecutionResult.of(
                        found.stream().map(BsonReading::document).toList(),
                        Map.of(MongoDbOperations.COUNT, (long) found.size()))
                .withUsage(found.size(), 0);
    }
}
