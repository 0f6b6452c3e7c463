/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.messaging.MessagingErrors;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.RabbitMqServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encrypted connections to a server whose certificate is for its address alone. */
class RabbitMqSecureTest {

    private static final String QUEUE = "orders";

    private final RabbitMqServer server = RabbitMqServer.shared();
    private final String virtualHost = server.newVirtualHost();

    @TempDir
    Path folder;

    private ConnectorRoutes routes;

    @AfterEach
    void stop() {
        if (routes != null) {
            routes.close();
        }
    }

    private void start(String host, int port, String tls) throws Exception {
        routes = ConnectorRoutes.start(
                folder,
                "rabbitmq",
                """
                    retry: { maxRetries: 0, delay: 50ms, maxDelay: 200ms }
                    connection:
                      host: %s
                      port: %d
                      virtualHost: %s
                      username: %s
                      password: "{{password}}"
                      tls: %s
                    declare: { queues: { %s: {} } }
                """.formatted(host, port, virtualHost, server.username(), tls, QUEUE),
                Map.of("password", server.password(), "ca", server.certificate().certificate()));
    }

    @Test
    void messagesPassOverEncryptedConnections() throws Exception {
        start("127.0.0.1", server.securePort(), "{ enabled: true, ca: \"{{ca}}\" }");

        Object unused = routes.connector()
                .execute("publish", Map.of("destination", QUEUE, "body", Map.of("n", 1)))
                .output();

        List<?> received = (List<?>) routes.connector()
                .execute("consume", Map.of("source", QUEUE, "wait", "10s", "autoAcknowledge", true))
                .output();
        assertThat(received).hasSize(1);
        assertThat((Map<?, ?>) received.get(0)).extracting("body").isEqualTo(Map.of("n", 1));
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() {
        assertNotTrusted("127.0.0.1", server.securePort(), "{ enabled: true }");
    }

    @Test
    void aCertificateForAnotherNameIsRefused() {
        assertNotTrusted("localhost", server.securePort(), "{ enabled: true, ca: \"{{ca}}\" }");
    }

    @Test
    void aPortWithoutEncryptionIsRefused() {
        assertNotTrusted("127.0.0.1", server.port(), "{ enabled: true, ca: \"{{ca}}\" }");
    }

    private void assertNotTrusted(String host, int port, String tls) {
        assertThatThrownBy(() -> start(host, port, tls))
                .hasStackTraceContaining(MessagingErrors.NOT_TRUSTED.code())
                .hasStackTraceContaining("No encrypted connection to " + host + ":" + port)
                .hasStackTraceContaining("'connection.tls'");
    }
}
