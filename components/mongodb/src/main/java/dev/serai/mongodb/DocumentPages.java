/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.reactivestreams.client.FindPublisher;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.Sort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/**
 * Reads documents page by page. Without an order they come in that of their keys, and the cursor of a page is its last key:
 * documents that are added or removed meanwhile shift nothing. With another order the cursor is a number of documents.
 */
final class DocumentPages {

    private static final String OFFSET = "offset:";

    private final OpenClient client;
    private final Caller caller;

    DocumentPages(OpenClient client, Caller caller) {
        this.client = client;
        this.caller = caller;
    }

    /** @throws dev.serai.connector.ConnectorException when the request is not to be understood */
    CompletionStage<FetchResponse> fetch(FetchRequest request) {
        requireNoOptions(request);
        MongoCollection<BsonDocument> collection = client.collection(Names.collection(request.resource(), caller));
        BsonDocument filter = Conditions.of(request.filters(), caller);
        FetchRequest.Pagination page = request.pagination();
        long skipped = skipped(request);
        FindPublisher<BsonDocument> found = collection
                .find(rest(request, filter))
                .sort(order(request.sort()))
                .skip(Math.toIntExact(skipped))
                // One more shows whether there is another page.
                .limit(page.limit() == Integer.MAX_VALUE ? page.limit() : page.limit() + 1);
        if (!request.fields().isEmpty()) {
            found.projection(Conditions.projection(request.fields(), caller));
        }
        CompletableFuture<List<BsonDocument>> documents = client.all(caller, found);
        if (!page.total()) {
            return documents.thenApply(read -> response(request, read, skipped, OptionalLong.empty()));
        }
        return documents.thenCombine(
                client.one(caller, collection.countDocuments(filter)),
                (read, total) -> response(request, read, skipped, OptionalLong.of(total)));
    }

    private void requireNoOptions(FetchRequest request) {
        if (!request.options().isEmpty()) {
            throw caller.failure(
                            ConnectorErrors.UNKNOWN_OPTION,
                            "There is no option '"
                                    + request.options().keySet().iterator().next() + "'.")
                    .neverSent()
                    .build();
        }
    }

    private BsonDocument rest(FetchRequest request, BsonDocument filter) {
        Optional<String> cursor = request.pagination().cursor();
        return request.sort().isEmpty() && cursor.isPresent()
                ? Conditions.all(List.of(filter, KeyOrder.byKey().after(cursor.get(), caller)))
                : filter;
    }

    private long skipped(FetchRequest request) {
        FetchRequest.Pagination page = request.pagination();
        if (request.sort().isEmpty() || page.cursor().isEmpty()) {
            return requireInRange(page.offset());
        }
        String cursor = page.cursor().get();
        if (!cursor.matches(OFFSET + "\\d{1,10}")) {
            throw caller.failure(
                            MongoDbErrors.CURSOR_REFUSED,
                            "The cursor '" + cursor + "' is none of this connector's for records in an order of their"
                                    + " own. Expected the one that came with the page before.")
                    .neverSent()
                    .build();
        }
        return requireInRange(Long.parseLong(cursor.substring(OFFSET.length())));
    }

    private long requireInRange(long offset) {
        if (offset > Integer.MAX_VALUE) {
            throw caller.failure(
                            MongoDbErrors.CURSOR_REFUSED,
                            "MongoDB leaves out 2,147,483,647 documents at most, not " + offset
                                    + ". Use 'cursor' without 'sort'.")
                    .neverSent()
                    .build();
        }
        return offset;
    }

    private BsonDocument order(List<Sort> keys) {
        // The key comes last, so that documents that are alike otherwise keep their places from page to page.
        BsonDocument order = Conditions.order(keys, caller);
        order.putIfAbsent(Names.ID, new BsonInt32(1));
        return order;
    }

    private FetchResponse response(FetchRequest request, List<BsonDocument> read, long skipped, OptionalLong total) {
        int limit = request.pagination().limit();
        boolean more = read.size() > limit;
        List<BsonDocument> page = more ? read.subList(0, limit) : read;
        List<DataRecord> records = page.stream()
                .map(document -> record(document, request.fields(), null))
                .toList();
        return new FetchResponse(
                records, total, more ? Optional.of(cursor(request, page, skipped)) : Optional.empty(), Map.of());
    }

    private String cursor(FetchRequest request, List<BsonDocument> page, long skipped) {
        return request.sort().isEmpty()
                ? KeyOrder.byKey().position(page.get(page.size() - 1), caller)
                : OFFSET + (skipped + page.size());
    }

    /**
     * A record of a document.
     *
     * @param fields those that were asked for; empty for all
     * @param position where it stands, or null
     */
    static DataRecord record(BsonDocument document, List<String> fields, String position) {
        Map<String, Object> data = BsonReading.document(document);
        if (!fields.isEmpty()) {
            Set<String> wanted =
                    fields.stream().map(field -> field.split("\\.", 2)[0]).collect(Collectors.toSet());
            data.keySet().retainAll(wanted);
        }
        return new DataRecord(BsonReading.id(document.get(Names.ID)), data, Map.of(), null, position);
    }
}
