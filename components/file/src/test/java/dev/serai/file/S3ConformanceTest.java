/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.testkit.S3Server;
import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The file connector keeps the contract with a bucket. */
class S3ConformanceTest extends StorageConformance {

    private static final String SECRET = "open-barley-4711";
    private static final String QUIET = "The server's library has no place to make callers wait.";

    private static S3Server server;
    private static S3Client client;
    private static ServerUnderTest system;

    @BeforeAll
    static void startServer() {
        server = S3Server.start("the-key", SECRET, "files");
        client = Buckets.client(server.endpoint(), "the-key", SECRET);
        system = new ServerUnderTest(server.port()) {
            @Override
            void fill() {
                FILES.forEach((path, text) ->
                        client.putObject(request -> request.bucket("files").key(path), RequestBody.fromString(text)));
                client.deleteObject(request -> request.bucket("files").key(CHANGED));
            }

            @Override
            public int effects() {
                return client.listObjectsV2(request -> request.bucket("files").prefix(CHANGED))
                        .keyCount();
            }
        };
    }

    S3ConformanceTest() {
        lacks(Behaviour.HOLDING, QUIET);
        lacks(Behaviour.COUNTING_CALLS, QUIET);
        lacks(Behaviour.CANCELLATION, "A service is not told that nobody waits any more; 'timeout' ends the call.");
    }

    @AfterAll
    static void stopServer() {
        system.close();
        client.close();
        server.close();
    }

    @Override
    protected String variant() {
        return "S3Proxy";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "connection.s3.bucket",
                "files",
                "connection.s3.endpoint",
                "http://127.0.0.1:" + system.port(),
                "connection.s3.accessKey",
                "the-key",
                "connection.s3.secretKey",
                SECRET);
    }

    @Override
    protected List<String> secretOptions() {
        return List.of("connection.s3.secretKey");
    }

    @Override
    protected Map<String, String> wrongCredentials() {
        return Map.of("connection.s3.secretKey", "wrong-oats-4711");
    }

    @Override
    protected Map<String, String> impatientOptions() {
        return Map.of("connection.s3.timeout", "300ms");
    }
}
