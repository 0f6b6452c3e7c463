/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.client.cursor.TimeoutMode;
import com.mongodb.reactivestreams.client.FindPublisher;
import dev.serai.connector.Caller;
import dev.serai.connector.Filter;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import reactor.core.publisher.Flux;

/** Reads the documents of a collection one after another, in the order of a field, with a batch of them in memory. */
final class DocumentStream {

    private DocumentStream() {}

    /**
     * Opens the documents.
     *
     * @param input of the operation, complete and converted
     * @throws dev.serai.connector.ConnectorException when the input cannot be understood
     */
    static RecordCursor open(OpenClient client, Caller caller, StreamRequest request, Map<String, Object> input) {
        KeyOrder order = new KeyOrder(Names.field((String) input.get(MongoDbOperations.CURSOR), caller));
        List<String> fields = ((List<?>) input.getOrDefault("fields", List.of()))
                .stream().map(String::valueOf).toList();
        List<BsonDocument> conditions = new ArrayList<>();
        conditions.add(filter(input, caller));
        request.position().ifPresent(position -> conditions.add(order.after(position, caller)));
        int batch = Math.toIntExact((Long) input.get(MongoDbOperations.BATCH_SIZE));
        FindPublisher<BsonDocument> found = client.collection(Names.collection(request.resource(), caller))
                .find(Conditions.all(conditions))
                .sort(order.sort())
                .batchSize(batch)
                // The whole may take as long as its reader wants.
                .timeoutMode(TimeoutMode.ITERATION);
        if (!fields.isEmpty()) {
            List<String> read = new ArrayList<>(fields);
            if (fields.stream().noneMatch(field -> order.field().startsWith(field))) {
                read.add(order.field());
            }
            found.projection(Conditions.projection(read, caller));
        }
        return new BlockingRecords<>(
                Flux.from(found).toStream(batch),
                document -> DocumentPages.record(document, fields, order.position(document, caller)),
                failure -> client.failure(caller, failure));
    }

    private static BsonDocument filter(Map<String, Object> input, Caller caller) {
        try {
            return Conditions.of(
                    Filter.parse((Map<?, ?>) input.getOrDefault(MongoDbOperations.FILTERS, Map.of())), caller);
        } catch (IllegalArgumentException e) {
            throw caller.failure(MongoDbErrors.SELECTION_WRONG, e.getMessage())
                    .neverSent()
                    .build();
        }
    }
}
