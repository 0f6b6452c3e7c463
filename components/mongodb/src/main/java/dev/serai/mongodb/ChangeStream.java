/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.reactivestreams.client.ChangeStreamPublisher;
import dev.serai.connector.Caller;
import dev.serai.connector.DataRecord;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.bson.BsonValue;
import org.bson.json.JsonParseException;
import reactor.core.publisher.Flux;

/**
 * Reads the changes of collections. The position of a change is its resume token. A reader without one begins at the
 * moment when it first asked. Thread-safe.
 */
final class ChangeStream {

    /** How many changes are held in memory at most. */
    private static final int BATCH = 100;

    /** When readers that have handled no change yet first asked, by collection. */
    private final ConcurrentMap<String, BsonTimestamp> beginnings = new ConcurrentHashMap<>();

    /**
     * Opens the changes; the cursor ends when none comes for a while, and the next one goes on after the last position.
     *
     * @param input of the operation, complete and converted
     * @param longest how long a call may take
     * @throws dev.serai.connector.ConnectorException when the input cannot be understood
     */
    RecordCursor open(
            OpenClient client, Caller caller, StreamRequest request, Map<String, Object> input, Duration longest) {
        String collection = Names.collection(request.resource(), caller);
        Duration wait = (Duration) input.get(MongoDbOperations.AWAIT_TIME);
        if (wait.compareTo(longest) >= 0) {
            throw caller.failure(
                            MongoDbErrors.CALL_WRONG,
                            "'awaitTime' must be shorter than 'options.requestTimeout', which ends each wait.")
                    .neverSent()
                    .build();
        }
        ChangeStreamPublisher<BsonDocument> changes = client.collection(collection)
                .watch(BsonDocument.class)
                .fullDocument(FullDocument.fromString((String) input.get(MongoDbOperations.FULL_DOCUMENT)))
                .maxAwaitTime(wait.toMillis(), TimeUnit.MILLISECONDS);
        if (request.position().isPresent()) {
            changes.startAfter(token(request.position().get(), caller));
        } else {
            beginning(client, caller, collection).ifPresent(changes::startAtOperationTime);
        }
        return new BlockingRecords<>(
                Flux.from(changes).timeout(wait, Flux.empty()).toStream(BATCH),
                ChangeStream::record,
                failure -> client.failure(caller, failure));
    }

    /** What comes between two polls, before the first change was handled, must not be lost. */
    private Optional<BsonTimestamp> beginning(OpenClient client, Caller caller, String collection) {
        return Optional.ofNullable(beginnings.computeIfAbsent(collection, unused -> {
            BsonValue time = client.ping(caller).join().get("operationTime");
            return time instanceof BsonTimestamp timestamp ? timestamp : null;
        }));
    }

    private static BsonDocument token(String position, Caller caller) {
        try {
            return BsonDocument.parse(position);
        } catch (JsonParseException e) {
            throw caller.failure(
                            MongoDbErrors.CURSOR_REFUSED,
                            "The saved position '" + position + "' is none of a change stream. Forget it with 'serai"
                                    + " checkpoints reset'.")
                    .neverSent()
                    .cause(e)
                    .build();
        }
    }

    private static DataRecord record(ChangeStreamDocument<BsonDocument> change) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("operation", change.getOperationTypeString());
        BsonDocument key = change.getDocumentKey();
        if (key != null) {
            data.put("key", BsonReading.document(key));
        }
        if (change.getFullDocument() != null) {
            data.put("document", BsonReading.document(change.getFullDocument()));
        }
        if (change.getUpdateDescription() != null) {
            addUpdate(data, change);
        }
        String id = key == null || !key.containsKey(Names.ID)
                ? change.getOperationTypeString()
                : BsonReading.id(key.get(Names.ID));
        return new DataRecord(id, data, Map.of(), time(change), BsonReading.text(change.getResumeToken()));
    }

    private static void addUpdate(Map<String, Object> data, ChangeStreamDocument<BsonDocument> change) {
        BsonDocument updated = change.getUpdateDescription().getUpdatedFields();
        data.put("updated", updated == null ? Map.of() : BsonReading.document(updated));
        List<String> removed = change.getUpdateDescription().getRemovedFields();
        data.put("removed", removed == null ? List.of() : removed);
    }

    private static Instant time(ChangeStreamDocument<BsonDocument> change) {
        return change.getClusterTime() == null
                ? null
                : Instant.ofEpochSecond(
                        Integer.toUnsignedLong(change.getClusterTime().getTime()));
    }
}
