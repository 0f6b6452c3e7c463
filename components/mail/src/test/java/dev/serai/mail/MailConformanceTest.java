/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.testkit.conformance.Behaviour;
import dev.serai.testkit.conformance.Call;
import dev.serai.testkit.conformance.ConnectorConformance;
import dev.serai.testkit.conformance.Records;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The mail connector keeps the contract with a mail server. */
class MailConformanceTest extends ConnectorConformance {

    private static MailSystem system;

    MailConformanceTest() {
        lacks(Behaviour.REQUIRED_OPTIONS, "Either server will do; one of the two must be named.");
        lacks(Behaviour.AGGREGATION, "IMAP computes nothing.");
        lacks(Behaviour.TRANSACTIONS, "IMAP has none.");
        lacks(Behaviour.IDEMPOTENCY_KEYS, "A mail server takes a message with the same Message-ID again.");
        lacks(
                Behaviour.CANCELLATION,
                "The protocols have no way to call back what was sent; 'readTimeout' ends the call.");
    }

    @BeforeAll
    static void startServer() {
        system = new MailSystem();
    }

    @AfterAll
    static void stopServer() {
        if (system != null) {
            system.close();
        }
    }

    @Override
    protected String type() {
        return "mail";
    }

    @Override
    protected String variant() {
        return "GreenMail";
    }

    @Override
    protected SystemUnderTest system() {
        return system;
    }

    @Override
    protected Map<String, String> options() {
        Map<String, String> options = new HashMap<>();
        options.put("connection.username", MailSystem.USER);
        options.put("connection.password", MailSystem.PASSWORD);
        options.put("connection.smtp.host", "127.0.0.1");
        options.put("connection.smtp.port", String.valueOf(system.mail().smtpPort()));
        options.put("connection.smtp.security", "none");
        options.put("connection.imap.host", "127.0.0.1");
        options.put("connection.imap.port", String.valueOf(system.mail().imapPort()));
        options.put("connection.imap.security", "none");
        options.put("options.from", "Shop <shop@example.com>");
        return options;
    }

    @Override
    protected Map<String, String> companions(String option) {
        return switch (option) {
            case "connection.auth.expirySkew", "connection.auth.tokenTimeout" -> token();
            case "connection.auth.lifetime" -> signed("connection.auth.renewBefore", "1ms");
            case "connection.auth.renewBefore" -> signed("connection.auth.lifetime", "24h");
            default -> Map.of();
        };
    }

    private static Map<String, String> token() {
        Map<String, String> token = new HashMap<>();
        token.put("connection.password", null);
        token.put("connection.auth.type", "oauth2");
        token.put("connection.auth.tokenUrl", "https://login.example.com/token");
        token.put("connection.auth.clientId", "serai");
        token.put("connection.auth.clientSecret", "open-barley-4711");
        return token;
    }

    private static Map<String, String> signed(String option, String value) {
        Map<String, String> token = new HashMap<>();
        token.put("connection.password", null);
        token.put("connection.auth.type", "jwt");
        token.put("connection.auth.secret", "a-shared-secret-of-more-than-32-bytes");
        token.put(option, value);
        return token;
    }

    @Override
    protected List<String> secretOptions() {
        return List.of("connection.password");
    }

    @Override
    protected Map<String, String> wrongCredentials() {
        return Map.of("connection.password", "open-barley-4711");
    }

    @Override
    protected Map<String, String> impatientOptions() {
        return Map.of("options.readTimeout", "300ms");
    }

    @Override
    protected Call read() {
        return Call.of("read", Map.of("folder", "fruits", "uid", 1)).giving(system.fig());
    }

    @Override
    protected Call change() {
        return Call.of("send", Map.of("to", MailSystem.MARKS, "subject", "x", "message", "A text."));
    }

    @Override
    protected Call changeOfWhatIsRead() {
        return Call.of("mark", Map.of("folder", "fruits", "uid", "1", "seen", false));
    }

    @Override
    protected Call refused() {
        return Call.of("read", Map.of("folder", "vegetables", "uid", 1));
    }

    @Override
    protected Records records() {
        return new Records("fruits", Map.of(), system.fruits(), "uid");
    }

    @Override
    protected Records manyRecords() {
        return new Records("many", Map.of(), system.fruits(), "uid");
    }
}
