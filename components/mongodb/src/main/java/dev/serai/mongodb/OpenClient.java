/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.serai.connector.Caller;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The driver's client of one connector, from connecting to disconnecting. Thread-safe; no thread waits for a reply. */
final class OpenClient {

    private final MongoClient client;
    private final MongoDatabase database;
    private final ExecutorService threads;
    private final Scheduler replies;
    private final MongoDbFailures failures;

    /** @param threads on which callers go on with a reply, because the driver's own must not be held */
    OpenClient(MongoClient client, String database, ExecutorService threads, MongoDbFailures failures) {
        this.client = client;
        this.database = client.getDatabase(database);
        this.threads = threads;
        this.replies = Schedulers.fromExecutorService(threads);
        this.failures = failures;
    }

    ExecutorService threads() {
        return threads;
    }

    MongoDatabase database() {
        return database;
    }

    MongoCollection<BsonDocument> collection(String name) {
        return database.getCollection(name, BsonDocument.class);
    }

    /** A session in which a transaction can be begun; whoever gets it closes it. */
    Mono<ClientSession> session() {
        return Mono.from(client.startSession());
    }

    /** Asks whether the server is there. */
    CompletableFuture<BsonDocument> ping(Caller caller) {
        return one(caller, command("ping"));
    }

    private Publisher<BsonDocument> command(String name) {
        Bson command = new BsonDocument(name, new BsonInt32(1)).append("comment", new BsonString("serai"));
        return database.runCommand(command, BsonDocument.class);
    }

    /**
     * Asks for one value.
     *
     * @return completes with it, with null where there is none, or exceptionally with a {@link
     *     dev.serai.connector.ConnectorException}, on a thread that may block
     */
    <T> CompletableFuture<T> one(Caller caller, Publisher<T> asked) {
        return Mono.from(asked)
                .onErrorMap(failure -> failures.of(caller, failure, client.getClusterDescription()))
                .publishOn(replies)
                .onErrorMap(failure -> failures.of(caller, failure, client.getClusterDescription()))
                .toFuture();
    }

    /** Asks for all values, which are held in memory together. As {@link #one} otherwise. */
    <T> CompletableFuture<List<T>> all(Caller caller, Publisher<T> asked) {
        return one(caller, Flux.from(asked).collectList());
    }

    /** What a failure of the driver means here. */
    RuntimeException failure(Caller caller, Throwable failure) {
        return failures.of(caller, failure, client.getClusterDescription());
    }

    void close() {
        client.close();
    }
}
