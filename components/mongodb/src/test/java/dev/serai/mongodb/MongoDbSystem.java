/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.serai.testkit.MongoStandIn;
import dev.serai.testkit.conformance.StandInUnderTest;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** The stand-in for MongoDB as the conformance suite handles it, with a client of its own to fill it and to look in. */
final class MongoDbSystem extends StandInUnderTest<MongoStandIn> {

    static final String USER = "serai";
    static final String PASSWORD = "open-sesame-4711";

    static final List<String> FRUITS = List.of("fig", "pear", "mango", "banana", "avocado", "cherimoya");

    private static final int MANY = 3000;

    private final MongoClient client;
    private final MongoDatabase database;

    MongoDbSystem() {
        super(MongoStandIn.start(USER, PASSWORD));
        client = MongoClients.create(MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(server().directUrl()))
                .credential(MongoCredential.createCredential(USER, "admin", PASSWORD.toCharArray()))
                .build());
        database = client.getDatabase("shop");
        done(collection("fruits")
                .insertMany(IntStream.range(0, FRUITS.size())
                        .mapToObj(i -> document(i).append("name", new BsonString(FRUITS.get(i))))
                        .toList()));
        done(collection("many")
                .insertMany(IntStream.range(0, MANY)
                        .mapToObj(MongoDbSystem::document)
                        .toList()));
    }

    private static BsonDocument document(int id) {
        return new BsonDocument("_id", new BsonInt32(id));
    }

    /** What {@code fruits} holds, as routes get it. */
    static List<Map<String, Object>> fruits() {
        return IntStream.range(0, FRUITS.size())
                .<Map<String, Object>>mapToObj(i -> Map.of("_id", i, "name", FRUITS.get(i)))
                .toList();
    }

    String url() {
        return server().url();
    }

    MongoCollection<BsonDocument> collection(String name) {
        return database.getCollection(name, BsonDocument.class);
    }

    static <T> List<T> done(Publisher<T> asked) {
        return Flux.from(asked).collectList().block();
    }

    @Override
    public void reset() {
        server().release();
        server().startAgain();
        done(collection("marks").deleteMany(new BsonDocument()));
        server().forgetCalls();
    }

    @Override
    public int effects() {
        return done(collection("marks").countDocuments()).get(0).intValue();
    }

    @Override
    public void close() {
        client.close();
        super.close();
    }
}
