/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.MongoStandIn;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a stand-in for MongoDB that everybody may use, and a connector to an empty database of it. */
abstract class MongoDbTest {

    private static MongoStandIn server;
    private static MongoClient client;
    private static int databases;

    @TempDir
    Path folder;

    private String database;
    private ConnectorRoutes routes;

    @BeforeAll
    static void startServer() {
        server = MongoStandIn.start();
        client = MongoClients.create(server.directUrl());
    }

    @AfterAll
    static void stopServer() {
        client.close();
        server.close();
    }

    @BeforeEach
    void connect() throws Exception {
        database = "test" + databases++;
        routes = start("");
    }

    @AfterEach
    void disconnect() {
        routes.close();
    }

    /** Starts a context whose connector is the one more. */
    ConnectorRoutes start(String options) throws Exception {
        return ConnectorRoutes.start(
                folder,
                "mongodb",
                "    retry: { maxRetries: 0 }\n    connection: { url: '" + server.url() + "/" + database + "' }\n"
                        + options,
                Map.of());
    }

    MongoStandIn server() {
        return server;
    }

    String database() {
        return database;
    }

    ConnectorRoutes routes() {
        return routes;
    }

    DeclaredConnector connector() {
        return routes.connector();
    }

    ExecutionResult execute(String operation, Map<String, Object> input) {
        return connector().execute(operation, input);
    }

    Object call(String operation, Map<String, Object> input) {
        return execute(operation, input).output();
    }

    /** What a collection holds as the driver itself sees it. */
    List<BsonDocument> stored(String collection) {
        return MongoDbSystem.done(collection(collection).find().sort(BsonDocument.parse("{_id: 1}")));
    }

    MongoCollection<BsonDocument> collection(String collection) {
        return client.getDatabase(database).getCollection(collection, BsonDocument.class);
    }

    void store(String collection, String... documents) {
        for (String document : documents) {
            MongoDbSystem.done(collection(collection).insertOne(BsonDocument.parse(document)));
        }
    }

    ConnectorException failure(String operation, Map<String, Object> input) {
        return Assertions.catchThrowableOfType(ConnectorException.class, () -> execute(operation, input));
    }

    void assertRefused(String operation, Map<String, Object> input, ErrorCode code, String reason) {
        ConnectorException failure = failure(operation, input);
        Assertions.assertThat(failure).as("failure of " + operation).isNotNull();
        Assertions.assertThat(failure.errorCode()).isEqualTo(code);
        Assertions.assertThat(failure).hasMessageContaining(reason);
    }

    /** Inputs of a call about one collection. */
    static Map<String, Object> of(String collection, Object... inputs) {
        Map<String, Object> input = new LinkedHashMap<>();
        input.put("collection", collection);
        for (int i = 0; i < inputs.length; i += 2) {
            input.put((String) inputs[i], inputs[i + 1]);
        }
        return input;
    }
}
