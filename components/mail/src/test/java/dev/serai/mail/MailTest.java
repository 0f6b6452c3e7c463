/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.testkit.ConnectorRoutes;
import dev.serai.testkit.MailServer;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a mail server of their own, and a connector to it. */
abstract class MailTest {

    static final String USER = "shop@example.com";
    static final String ADA = "ada@example.com";
    static final String PASSWORD = "open-sesame-4711";

    private final MailServer server = MailServer.start();

    @TempDir
    Path folder;

    private ConnectorRoutes routes;

    @BeforeEach
    void connect() throws Exception {
        server.addUser(USER, PASSWORD);
        server.addUser(ADA, PASSWORD);
        routes = start("");
    }

    @AfterEach
    void disconnect() {
        server.behave();
        routes.close();
        server.close();
    }

    /** Starts a context whose connector has these options, {@code key: value}, beside those that it needs. */
    ConnectorRoutes start(String options) throws Exception {
        return ConnectorRoutes.start(
                folder,
                "mail",
                """
                    retry: { maxRetries: 0 }
                    connection:
                      username: %s
                      password: "{{password}}"
                      smtp: { host: 127.0.0.1, port: %d, security: none }
                      imap: { host: 127.0.0.1, port: %d, security: none }
                    options: { from: "Shop <shop@example.com>", %s }
                """.formatted(USER, server.smtpPort(), server.imapPort(), options),
                Map.of("password", PASSWORD));
    }

    /** Starts another context in place of the one that was there. */
    void restart(String options) throws Exception {
        routes.close();
        routes = start(options);
    }

    MailServer server() {
        return server;
    }

    ConnectorRoutes routes() {
        return routes;
    }

    ExecutionResult execute(String operation, Map<String, Object> input) {
        return routes.connector().execute(operation, input);
    }

    ConnectorException failure(String operation, Map<String, Object> input) {
        return Assertions.catchThrowableOfType(ConnectorException.class, () -> execute(operation, input));
    }

    /** What came for Ada. */
    List<MimeMessage> received() {
        return server.messages(ADA, "INBOX");
    }

    /** The one message that came for Ada. */
    MimeMessage only() {
        List<MimeMessage> received = received();
        Assertions.assertThat(received).hasSize(1);
        return received.get(0);
    }

    /** Puts a message into the inbox that the connector reads. */
    void put(String raw) {
        put("INBOX", raw);
    }

    void put(String mailbox, String raw) {
        server.put(USER, mailbox, raw.replace("\n", "\r\n"), Date.from(Instant.parse("2026-10-01T10:00:00Z")));
    }

    static String plain(String subject) {
        return "From: Ada <ada@example.com>\nTo: shop@example.com\nDate: Thu, 1 Oct 2026 09:00:00 +0000\n"
                + "Message-ID: <" + subject + "@example.com>\nSubject: " + subject + "\n\nText of " + subject + "\n";
    }
}
