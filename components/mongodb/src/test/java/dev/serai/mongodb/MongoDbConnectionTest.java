/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mongodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.ServerAddress;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.connection.ClusterConnectionMode;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ClusterType;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionResult;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.MongoStandIn;
import dev.serai.testkit.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the connector comes to its server, and what it says when it does not. */
class MongoDbConnectionTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{url: 'mongodb://me@localhost/crm'} | names a user",
                "{url: 'localhost:27017/crm'} | cannot be read",
                "{url: 'mongodb://localhost'} | No database is named",
                "{url: 'mongodb://localhost', database: 'a b'} | is no name of a database",
                "{url: 'mongodb://localhost/crm?maxPoolSize=5'} | Write 'options.maxConnections'",
                "{url: 'mongodb://localhost/crm?tls=true&tlsInsecure=true'} | certificates are always verified",
                "{url: 'mongodb://localhost/crm?authSource=x'} | Write 'connection.authSource'",
                "{url: 'mongodb://localhost/crm', username: me} | go together",
                "{url: 'mongodb://localhost/crm', tls: {certificate: x}} | go together",
            })
    void aConnectionThatCannotBeMeantIsRefusedAtTheStart(String connection, String reason) {
        assertThatThrownBy(() -> start("connection: " + connection)).hasStackTraceContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{writeConcern: '0'} | nobody acknowledges",
                "{maxConnections: 5, minConnections: 6} | must not be more",
            })
    void optionsThatContradictAreRefused(String options, String reason) {
        assertThatThrownBy(() -> start("connection: {url: 'mongodb://localhost/crm'}\n    options: " + options))
                .hasStackTraceContaining(reason);
    }

    @Test
    void everyOptionReachesTheDriver() throws Exception {
        try (MongoStandIn server = MongoStandIn.start();
                ConnectorRoutes routes = start(
                        "connection: {url: '" + server.url() + "/crm?appName=x'}\n"
                                + "    options: {readPreference: nearest, readConcern: majority, writeConcern: '1', maxConnections: 3}")) {
            assertThat(routes.connector().test().message()).startsWith("The database 'crm' of 127.0.0.1:");
            assertThat(routes.connector()
                            .execute("insert", Map.of("collection", "t", "documents", Map.of("a", 1)))
                            .success())
                    .isTrue();
        }
    }

    @Test
    void encryptedConnectionsAreMadeToServersThatShowACertificateOfTheAuthority() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.make(folder, "server");
        Files.writeString(folder.resolve("ca.pem"), certificate.certificate());
        try (MongoStandIn server = MongoStandIn.start(certificate)) {
            String url = "url: '" + server.url() + "/crm'";
            try (ConnectorRoutes routes =
                    start("connection: {" + url + ", tls: {enabled: true, ca: '${file:ca.pem}'}}")) {
                assertThat(routes.connector()
                                .execute("count", Map.of("collection", "t"))
                                .output())
                        .isEqualTo(0L);
            }
            assertThat(startFailure("connection: {" + url + ", tls: {enabled: true}}")
                            .errorCode())
                    .isEqualTo(MongoDbErrors.NOT_TRUSTED);
            assertThat(startFailure("connection: {" + url + ", tls: {ca: '${file:ca.pem}'}}"))
                    .hasMessageContaining("connection.tls.enabled: true");
            assertThat(startFailure("connection: {" + url + ", tls: {enabled: true, ca: nonsense}}")
                            .errorCode())
                    .isEqualTo(ConnectorErrors.CONFIGURATION);
        }
    }

    private ConnectorException startFailure(String declaration) throws Exception {
        try (ConnectorRoutes routes = start(declaration
                + "\n    options: {serverSelectionTimeout: 2s}\n    connect: {delay: 300s, maxDelay: 1h}")) {
            ExecutionResult result = routes.connector().attempt("count", Map.of("collection", "t"));
            return result.failure();
        } catch (RuntimeException e) {
            Throwable cause = e;
            while (!(cause instanceof ConnectorException) && cause.getCause() != null) {
                cause = cause.getCause();
            }
            return (ConnectorException) cause;
        }
    }

    @Test
    void whatAServerSaysHasItsCode() {
        Map<Integer, ErrorCode> codes = Map.of(
                13, MongoDbErrors.ACCESS_REFUSED,
                50, MongoDbErrors.TIMEOUT,
                112, MongoDbErrors.CONFLICT,
                11000, MongoDbErrors.DUPLICATE_KEY,
                286, MongoDbErrors.HISTORY_LOST,
                40573, MongoDbErrors.SERVER_LACKS,
                9, MongoDbErrors.REFUSED);

        codes.forEach((code, expected) ->
                assertThat(failure(command(code)).errorCode()).as("of " + code).isEqualTo(expected));
        assertThat(failure(command(112)).neverSent()).isTrue();
        assertThat(failure(new MongoNotPrimaryException(answer(10107), new ServerAddress()))
                        .errorCode())
                .isEqualTo(MongoDbErrors.NOT_PRIMARY);
        assertThat(failure(new MongoWriteConcernException(
                                new WriteConcernError(64, "x", "waiting", new BsonDocument()),
                                null,
                                new ServerAddress(),
                                List.<String>of()))
                        .errorCode())
                .isEqualTo(MongoDbErrors.WRITE_CONCERN);
        assertThat(failure(
                        new MongoTimeoutException("Timed out after 2 ms while waiting for a connection to server a.")))
                .hasMessageContaining("All of 'options.maxConnections' are in use")
                .satisfies(failure -> assertThat(failure.neverSent()).isTrue());
        assertThat(failure(new IllegalStateException("odd")).errorCode()).isEqualTo(ConnectorErrors.UNEXPECTED);
    }

    private static MongoException command(int code) {
        return new MongoCommandException(answer(code), new ServerAddress());
    }

    private static BsonDocument answer(int code) {
        return BsonDocument.parse("{ok: 0, errmsg: 'It cannot be', code: " + code + "}");
    }

    private static ConnectorException failure(RuntimeException thrown) {
        return new MongoDbFailures("a,b")
                .of(
                        new Caller("crm", "find"),
                        thrown,
                        new ClusterDescription(ClusterConnectionMode.SINGLE, ClusterType.UNKNOWN, List.of()));
    }

    private ConnectorRoutes start(String declaration) throws Exception {
        return ConnectorRoutes.start(folder, "mongodb", "    " + declaration + "\n", Map.of());
    }
}
