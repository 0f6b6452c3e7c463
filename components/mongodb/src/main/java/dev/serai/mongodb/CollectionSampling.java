/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import dev.serai.connector.Caller;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveredResource.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonType;
import org.bson.BsonValue;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds out which collections a database has, and by their newest documents which fields those have. */
final class CollectionSampling {

    /** Fields inside others are listed down to here. */
    private static final int DEEPEST = 3;

    private static final Map<BsonType, String> NAMES = Map.of(
            BsonType.INT32, "int",
            BsonType.INT64, "long",
            BsonType.DECIMAL128, "decimal",
            BsonType.DATE_TIME, "date",
            BsonType.BINARY, "binary",
            BsonType.OBJECT_ID, "objectId",
            BsonType.BOOLEAN, "bool",
            BsonType.DOCUMENT, "object",
            BsonType.REGULAR_EXPRESSION, "regex");

    private final Map<String, Set<String>> types = new TreeMap<>();
    private final Map<String, Integer> occurrences = new TreeMap<>();
    private int documents;

    private CollectionSampling() {}

    /** @param size how many documents of each collection are looked at */
    static CompletableFuture<List<DiscoveredResource>> discover(OpenClient client, Caller caller, int size) {
        return client.all(
                caller,
                Flux.from(client.database().listCollections(BsonDocument.class))
                        .filter(found -> !name(found).startsWith("system."))
                        .sort((one, other) -> name(one).compareTo(name(other)))
                        .concatMap(found -> sampled(client, found, size)));
    }

    private static String name(BsonDocument found) {
        return found.getString("name").getValue();
    }

    private static Mono<DiscoveredResource> sampled(OpenClient client, BsonDocument found, int size) {
        String kind = found.containsKey("type") ? found.getString("type").getValue() : "collection";
        return Flux.from(client.collection(name(found))
                        .find()
                        .sort(new BsonDocument(Names.ID, new BsonInt32(-1)))
                        .limit(size))
                .collect(CollectionSampling::new, CollectionSampling::add)
                .map(sample -> new DiscoveredResource(kind, name(found), sample.description(), sample.parts()));
    }

    private void add(BsonDocument document) {
        documents++;
        add("", document, 1);
    }

    private void add(String before, BsonDocument document, int depth) {
        document.forEach((name, value) -> {
            String path = before + name;
            types.computeIfAbsent(path, unused -> new TreeSet<>()).add(type(value));
            occurrences.merge(path, 1, Integer::sum);
            if (value.isDocument() && depth < DEEPEST) {
                add(path + ".", value.asDocument(), depth + 1);
            }
        });
    }

    private String description() {
        return documents == 0 ? "It has no documents." : "By the " + documents + " newest of its documents.";
    }

    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        types.forEach((path, found) -> parts.add(new Part(
                path,
                String.join(" | ", found),
                occurrences.get(path) == documents ? "" : "In " + occurrences.get(path) + " of " + documents + ".")));
        return parts;
    }

    private static String type(BsonValue value) {
        if (value.isArray()) {
            Set<String> items = new TreeSet<>();
            value.asArray().forEach(item -> items.add(item.isArray() ? "array" : type(item)));
            return "array of " + (items.isEmpty() ? "nothing" : String.join(" or ", items));
        }
        return NAMES.getOrDefault(
                value.getBsonType(),
                value.getBsonType().name().toLowerCase(Locale.ROOT).replace("_", ""));
    }
}
