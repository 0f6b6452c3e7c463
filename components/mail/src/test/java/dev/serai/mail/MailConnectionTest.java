/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.HealthCheckResult;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.MailServer;
import dev.serai.testkit.SelfSignedCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections are encrypted to the right server or not made, and what a declaration lacks is said. */
class MailConnectionTest {

    private static final String USER = "shop@example.com";
    private static final String PASSWORD = "open-sesame-4711";

    @TempDir
    private Path folder;

    private ConnectorRoutes start(String connection) throws Exception {
        return ConnectorRoutes.start(
                folder,
                "mail",
                "    retry: { maxRetries: 0 }\n    connect: { failFast: false }\n    connection:\n"
                        + connection.indent(6) + "    options: { from: shop@example.com, readTimeout: 2s }\n",
                Map.of("password", PASSWORD, "token", "a-token-4711"));
    }

    private static String account(MailServer server, String security) {
        return """
                username: shop@example.com
                password: "{{password}}"
                smtp: { host: 127.0.0.1, port: %d, security: %s }
                imap: { host: 127.0.0.1, port: %d, security: %s }
                """.formatted(server.smtpPort(), security, server.imapPort(), security);
    }

    @Test
    void encryptedConnectionsAreMadeToAServerWhoseAuthorityIsNamed() throws Exception {
        SelfSignedCertificate certificate = SelfSignedCertificate.make(folder, "server");
        Files.writeString(folder.resolve("ca.pem"), certificate.certificate());
        try (MailServer server = MailServer.start(certificate)) {
            server.addUser(USER, PASSWORD);
            try (ConnectorRoutes routes = start(account(server, "tls") + "tls: { ca: \"${file:ca.pem}\" }\n")) {
                routes.answer("connector:api/send?to=" + USER, "x", Map.of());
                assertThat(server.messages(USER, "INBOX")).hasSize(1);
                HealthCheckResult health = routes.connector().test();
                assertThat(health.up()).isTrue();
                assertThat(health.message()).contains("SMTP", "IMAP");
            }
        }
    }

    @Test
    void aServerThatNobodyVouchesForGetsNothing() throws Exception {
        try (MailServer server = MailServer.start(SelfSignedCertificate.make(folder, "server"))) {
            assertNotTrusted(account(server, "tls"));
        }
    }

    @Test
    void aServerThatDoesNotOfferStarttlsGetsNothing() throws Exception {
        try (MailServer server = MailServer.start()) {
            server.addUser(USER, PASSWORD);
            server.breakAt("AUTH");

            assertNotTrusted(account(server, "starttls"));
        }
    }

    private void assertNotTrusted(String connection) {
        assertThat(Assertions.catchThrowable(() -> start(connection).close()))
                .hasStackTraceContaining(MailErrors.NOT_TRUSTED.code() + ": Connector 'api': The server 127.0.0.1");
    }

    @Test
    void aConnectorWithOnePartSaysWhatTheOtherNeeds() throws Exception {
        try (MailServer server = MailServer.start()) {
            server.addUser(USER, PASSWORD);
            try (ConnectorRoutes routes = start("username: shop@example.com\npassword: \"{{password}}\"\n"
                    + "imap: { host: 127.0.0.1, port: " + server.imapPort() + ", security: none }\n")) {
                ConnectorException failure =
                        Assertions.catchThrowableOfType(ConnectorException.class, () -> routes.connector()
                                .execute("send", Map.of("to", USER, "text", "x")));
                assertThat(failure.code()).isEqualTo(MailErrors.PART_MISSING.code());
                assertThat(failure).hasMessageContaining("Add 'connection.smtp'");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "username: a | No server is named",
                "imap: { host: mail.example.com } | lets in only whom it knows",
                "smtp: { host: 'https://mail.example.com' } | Expected a name",
                "smtp: { port: 25 } | 'connection.smtp.host'",
                "{ username: a, smtp: { host: h } } | go together",
                "{ auth: { type: apiKey, key: '{{password}}' }, smtp: { host: h } } | do not know",
                "{ auth: { type: bearer, token: '{{token}}' }, smtp: { host: h } } | 'connection.username'",
                "{ username: a, password: '{{password}}', auth: { type: bearer, token: '{{token}}' }, smtp: { host: h } }"
                        + " | Leave one of them out"
            })
    void aDeclarationThatCannotWorkIsRefused(String connection, String reason) {
        assertThat(Assertions.catchThrowable(() -> {
                    try (ConnectorRoutes routes = start(connection + "\n")) {
                        routes.connector();
                    }
                }))
                .hasStackTraceContaining(reason);
    }

    @Test
    void aTokenIsGivenInPlaceOfAPassword() throws Exception {
        try (MailServer server = MailServer.start()) {
            // GreenMail takes the token for the password.
            server.addUser(USER, "a-token-4711");
            try (ConnectorRoutes routes =
                    start("username: shop@example.com\nauth: { type: bearer, token: '{{token}}' }\n"
                            + "smtp: { host: 127.0.0.1, port: " + server.smtpPort() + ", security: none }\n")) {
                routes.answer("connector:api/send?to=" + USER, "x", Map.of());
                assertThat(server.messages(USER, "INBOX")).hasSize(1);
            }
        }
    }
}
