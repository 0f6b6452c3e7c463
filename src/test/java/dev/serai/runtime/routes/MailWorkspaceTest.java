/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.testkit.MailServer;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workspace {@code routes/mail} runs before a mail server, and the Kamelets do as its routes do. */
class MailWorkspaceTest extends ExampleTest {

    private static final String SHOP = "shop@example.com";
    private static final String ADA = "ada@example.com";

    private static final String KAMELETS = """
            - route:
                from:
                  uri: platform-http:/k/send
                  steps:
                    - setBody: { constant: "Hello." }
                    - to:
                        uri: kamelet:serai-mail-sink
                        parameters: { connector: post, to: ada@example.com, subject: From a Kamelet }
                    - setBody: { simple: "${body[messageId]}" }
            - route:
                from:
                  uri: kamelet:serai-mail-source
                  parameters: { connector: post, folder: Orders, afterSuccess: delete, pollInterval: 100ms }
                  steps:
                    - setVariable: { name: "global:k.subject", simple: "${body[subject]}" }
            - route:
                from:
                  uri: platform-http:/k/last
                  steps:
                    - setBody: { simple: "${variable.global:k.subject}" }
            """;

    private MailServer server;

    MailWorkspaceTest() {
        super("mail");
    }

    @BeforeEach
    void startServer() throws IOException {
        server = MailServer.start();
        server.addUser(SHOP, "trial-4711");
        server.addUser(ADA, "trial-4711");
        set("smtp.port", server.smtpPort());
        set("imap.port", server.imapPort());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void ordersAreConfirmedAndMessagesAnsweredOnce() throws Exception {
        start();

        assertThat(post("/orders", "{\"number\": \"O-7\", \"mail\": \"ada@example.com\"}")
                        .body())
                .contains("\"recipients\":[\"ada@example.com\"]");
        assertThat(server.subjects(ADA, "INBOX")).containsExactly("Your order O-7");

        put("INBOX", "Where is it?", "");
        put("INBOX", "Out of office", "Auto-Submitted: auto-replied\r\n");
        await().until(() -> server.unseen(SHOP, "INBOX") == 0);
        await().untilAsserted(() ->
                assertThat(server.subjects(ADA, "INBOX")).containsExactly("Your order O-7", "Re: Where is it?"));
        assertThat(get("/mail").body()).contains("\"subject\":\"Where is it?\"", "\"seen\":true");
    }

    @Test
    void theKameletsDoTheSame() throws Exception {
        server.createFolder(SHOP, "Orders");
        write("kamelets.camel.yaml", KAMELETS);
        start();
        put("Orders", "One order", "");

        assertThat(get("/k/send").body()).contains("@example.com>");
        assertThat(server.subjects(ADA, "INBOX")).containsExactly("From a Kamelet");
        await().until(() -> get("/k/last").body().equals("One order"));
        await().until(() -> server.subjects(SHOP, "Orders").isEmpty());
    }

    private void put(String mailbox, String subject, String header) {
        server.put(
                SHOP,
                mailbox,
                "From: Ada <ada@example.com>\r\nSubject: " + subject + "\r\n" + header + "\r\nText\r\n",
                Date.from(Instant.parse("2026-10-01T10:00:00Z")));
    }
}
