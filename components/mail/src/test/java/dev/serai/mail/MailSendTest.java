/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent arrives as it was meant, or not at all. */
class MailSendTest extends MailTest {

    private static Map<String, Object> input(Object... pairs) {
        Map<String, Object> input = new HashMap<>();
        input.put("to", ADA);
        input.put("subject", "Hello");
        for (int i = 0; i < pairs.length; i += 2) {
            input.put((String) pairs[i], pairs[i + 1]);
        }
        return input;
    }

    @Test
    void aTextIsSentAndItsIdentifierGivenBack() throws Exception {
        Object output = execute("send", input("subject", "Grüße", "message", "Schöne Grüße"))
                .output();

        MimeMessage message = only();
        assertThat(message.getContent().toString().strip()).isEqualTo("Schöne Grüße");
        assertThat(message.getSubject()).isEqualTo("Grüße");
        assertThat(message.getFrom()).containsExactly(new InternetAddress(USER, "Shop"));
        assertThat(output).isEqualTo(Map.of("messageId", message.getMessageID(), "recipients", List.of(ADA)));
    }

    @Test
    void severalRecipientsGetItAndBlindCopiesAreNotNamed() throws Exception {
        execute(
                "send",
                input(
                        "to",
                        "\"Lovelace, Ada\" <ada@example.com>, bob@example.com",
                        "cc",
                        List.of("carl@example.com"),
                        "bcc",
                        "dora@example.com",
                        "replyTo",
                        "desk@example.com",
                        "text",
                        "x"));

        MimeMessage message = only();
        assertThat(Addresses.shown(message.getRecipients(RecipientType.TO)))
                .containsExactly("\"Lovelace, Ada\" <ada@example.com>", "bob@example.com");
        assertThat(Addresses.plain(message.getReplyTo())).containsExactly("desk@example.com");
        assertThat(message.getHeader("Bcc")).isNull();
        for (String other : List.of("bob@example.com", "carl@example.com", "dora@example.com")) {
            assertThat(server().messages(other, "INBOX")).as(other).hasSize(1);
        }
    }

    @Test
    void textHtmlAnImageAndFilesGoTogether() throws Exception {
        execute(
                "send",
                input(
                        "text",
                        "plain",
                        "html",
                        "<img src=\"cid:logo\">",
                        "attachments",
                        List.of(
                                Map.of("name", "logo.png", "contentId", "logo", "content", new byte[] {1, 2}),
                                Map.of("name", "Rechnung März.csv", "content", "a;b\n1;2\n"),
                                Map.of(
                                        "name",
                                        "data",
                                        "contentType",
                                        "application/x-data",
                                        "content",
                                        new ByteArrayInputStream(new byte[] {3})))));

        MimeMultipart mixed = (MimeMultipart) only().getContent();
        assertThat(mixed.getContentType()).startsWith("multipart/mixed");
        assertThat(mixed.getCount()).isEqualTo(3);
        MimeMultipart alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(alternative.getContentType()).startsWith("multipart/alternative");
        assertThat(alternative.getBodyPart(0).getContent()).isEqualTo("plain");
        MimeMultipart related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<logo>");
        assertThat(mixed.getBodyPart(1).getInputStream().readAllBytes())
                .isEqualTo("a;b\n1;2\n".getBytes(StandardCharsets.UTF_8));
        assertThat(mixed.getBodyPart(1).getContentType()).startsWith("text/csv");
        assertThat(mixed.getBodyPart(2).getInputStream().readAllBytes()).containsExactly(3);
    }

    @Test
    void theBodyMayBeAMapAndTheRoutesOwnInputsWin() throws Exception {
        routes().answer(
                        "connector:api/send?to=ada@example.com",
                        Map.of("to", "mallory@example.com", "subject", "S", "text", "T", "priority", "high"),
                        Map.of());

        assertThat(only().getSubject()).isEqualTo("S");
        assertThat(only().getHeader("X-Priority")).containsExactly("1");
        assertThat(server().knows("mallory@example.com")).isFalse();
    }

    @Test
    void aStepThatIsRepeatedHasTheSameIdentifier() throws Exception {
        Map<String, Object> key = Map.of("CamelSeraiIdempotencyKey", "step-7");
        routes().answer("connector:api/send?to=ada@example.com", "x", key);
        routes().answer("connector:api/send?to=ada@example.com", "x", key);
        routes().answer("connector:api/send?to=ada@example.com", "x", Map.of());

        List<MimeMessage> received = received();
        assertThat(received.get(0).getMessageID())
                .isEqualTo(received.get(1).getMessageID())
                .endsWith("@example.com>")
                .doesNotContain("step-7")
                .isNotEqualTo(received.get(2).getMessageID());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"to", "cc", "bcc", "from", "replyTo", "subject", "headers", "name", "contentId", "priority"})
    void aLineBreakThatWouldForgeAHeaderIsRefused(String where) {
        String forged = "x@example.com\r\nBcc: mallory@example.com";
        Map<String, Object> input = input("message", Map.of("html", "x"));
        switch (where) {
            case "headers" -> input.put("headers", Map.of("X-Order", forged));
            case "name", "contentId" -> input.put("attachments", List.of(Map.of(where, forged, "content", "x")));
            case "priority" -> input.put("message", Map.of("html", "x", "priority", forged));
            default -> input.put(where, forged);
        }

        ConnectorException failure = failure("send", input);

        assertThat(failure.category()).isEqualTo(ErrorCategory.CONFIGURATION);
        assertThat(failure.getMessage()).doesNotContain("\r", "\n");
        assertThat(received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X Order", "X-Order:", "Bcc", "Content-Type", "X\r\nBcc", ""})
    void aHeaderThatIsNotTheCallersIsRefused(String name) {
        assertThat(failure("send", input("text", "x", "headers", Map.of(name, "v")))
                        .code())
                .isEqualTo(MailErrors.MESSAGE_INVALID.code());
        assertThat(received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "ada@",
                "@example.com",
                "ada@exa mple.com",
                "ada@example.com bob@example.com",
                "ädä@example.com"
            })
    void whatIsNoAddressIsRefusedAndNamed(String address) {
        ConnectorException failure = failure("send", input("to", address, "text", "x"));

        assertThat(failure.code()).isEqualTo(MailErrors.MESSAGE_INVALID.code());
        assertThat(failure.getMessage()).contains("'to'", address);
        assertThat(failure.neverSent()).isTrue();
    }

    @Test
    void aHeaderOfTheCallersArrivesDecoded() throws Exception {
        execute("send", input("text", "x", "headers", Map.of("X-Order", "Größe 7")));

        assertThat(MessageReading.text(only().getHeader("X-Order")[0])).isEqualTo("Größe 7");
    }

    @Test
    void aKeyOfTheBodyThatIsUnknownIsRefusedWithASuggestion() {
        assertThat(failure("send", input("message", Map.of("txt", "x"))))
                .hasMessageContaining("'txt'")
                .hasMessageContaining("'text'");
    }

    @Test
    void aMessageWithoutContentOrRecipientsIsRefused() {
        assertThat(failure("send", input())).hasMessageContaining("no content");
        assertThat(failure("send", Map.of("text", "x"))).hasMessageContaining("Nobody is named who shall get");
    }

    @Test
    void attachmentsThatAreTooLargeTogetherAreRefusedBeforeAnythingIsSent() throws Exception {
        restart("maxAttachmentSize: 2KB");
        Map<String, Object> half = Map.of("name", "a", "content", new ByteArrayInputStream(new byte[1500]));
        Map<String, Object> other = Map.of("name", "b", "content", new byte[1500]);

        ConnectorException failure = failure("send", input("attachments", List.of(half, other)));

        assertThat(failure.code()).isEqualTo(MailErrors.TOO_LARGE.code());
        assertThat(server().calls()).isZero();
    }

    @Test
    void whenOneRecipientIsRefusedNobodyGetsItAndTheFailureNamesHim() {
        server().answer("RCPT TO:<gone@example.com>", "550 5.1.1 There is nobody of that name");

        ConnectorException failure = failure("send", input("to", "ada@example.com, gone@example.com", "text", "x"));

        assertThat(failure.code()).isEqualTo(MailErrors.RECIPIENTS_REFUSED.code());
        assertThat(failure.getMessage()).contains("gone@example.com (550", "sent to nobody");
        assertThat(failure.neverSent()).isTrue();
        assertThat(received()).isEmpty();
    }

    @Test
    void aRefusalForNowIsRecoverableAndOneForGoodIsNot() {
        server().answer("MAIL FROM", "451 4.7.1 Come back later");
        ConnectorException later = failure("send", input("text", "x"));
        server().answer("MAIL FROM", "554 5.7.1 Not from you");
        ConnectorException never = failure("send", input("text", "x"));

        assertThat(later.code()).isEqualTo(MailErrors.DEFERRED.code());
        assertThat(later.recoverable()).isTrue();
        assertThat(later.neverSent()).isTrue();
        assertThat(never.code()).isEqualTo(MailErrors.REFUSED.code());
        assertThat(never.recoverable()).isFalse();
        assertThat(never.getMessage()).contains("5.7.1 Not from you");
    }

    @Test
    void aRecipientWhoIsRefusedForNowMakesTheCallRepeatable() {
        server().answer("RCPT TO:<ada@example.com>", "450 4.2.1 The mailbox is busy");

        ConnectorException failure = failure("send", input("text", "x"));

        assertThat(failure.code()).isEqualTo(MailErrors.DEFERRED.code());
        assertThat(failure.recoverable()).isTrue();
    }

    @Test
    void aConnectionThatBreaksInTheMiddleOfAMessageIsNotReportedAsSent() {
        server().breakAt("the line where it breaks");

        ConnectorException failure = failure("send", input("text", "one\nthe line where it breaks\nthree"));

        assertThat(failure.code()).isEqualTo(MailErrors.CONNECTION_LOST.code());
        assertThat(failure.neverSent()).isFalse();
        assertThat(received()).isEmpty();
    }

    @Test
    void aConnectionThatWasLostWhileUnusedIsReplaced() {
        execute("send", input("text", "x"));
        server().smtpNetwork().cut();
        server().smtpNetwork().restore();

        execute("send", input("text", "y"));

        assertThat(received()).hasSize(2);
    }

    @Test
    void aServerThatTakesNothingMoreEndsTheCallInTime() throws Exception {
        restart("readTimeout: 300ms");
        execute("send", input("text", "x"));
        server().smtpNetwork().blackHole();

        ConnectorException failure = failure("send", input("text", "y"));

        assertThat(failure.code()).isEqualTo(MailErrors.TIMEOUT.code());
        assertThat(failure.neverSent()).isTrue();
    }

    @Test
    void aStreamThatIsUsedUpMakesAFailureThatIsNotRepeated() {
        server().answer("MAIL FROM", "451 4.7.1 Come back later");

        ConnectorException failure = failure(
                "send",
                input("attachments", List.of(Map.of("name", "a", "content", new ByteArrayInputStream(new byte[3])))));

        assertThat(failure.code()).isEqualTo(MailErrors.CONTENT_USED_UP.code());
        assertThat(failure.recoverable()).isFalse();
    }
}
