/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.testkit.S3Server;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.services.s3.S3Client;

class S3FaultyNetworkTest extends FaultyNetworkContract {

    private static final String SECRET = "s3.faulty.secret";

    private static S3Server server;
    private static S3Client client;
    private static int folders;

    private String base;

    @BeforeAll
    static void startServer() {
        System.setProperty(SECRET, "the-secret");
        server = S3Server.start("the-key", "the-secret", "files");
        client = Buckets.client(server.endpoint(), "the-key", "the-secret");
    }

    @AfterAll
    static void stopServer() {
        client.close();
        server.close();
        System.clearProperty(SECRET);
    }

    @Override
    int serverPort() {
        return server.port();
    }

    @Override
    String connection(int port) {
        base = "test" + ++folders;
        return "{ directory: " + base + ", s3: { bucket: files, endpoint: 'http://127.0.0.1:" + port
                + "', accessKey: the-key, secretKey: '{{" + SECRET + "}}', partSize: 5MB, timeout: "
                + TIMEOUT.toMillis()
                + " } }";
    }

    @Override
    List<String> leftovers() {
        return Buckets.openUploads(client).stream()
                .filter(key -> key.startsWith(base + "/"))
                .toList();
    }
}
