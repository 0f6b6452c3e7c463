/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveringConnector;
import dev.serai.connector.ErrorCategory;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are found, read whatever they look like, and changed. */
class MailReadTest extends MailTest {

    @SuppressWarnings("unchecked")
    private Map<String, Object> read(String raw) {
        put(raw);
        int uid = server().messages(USER, "INBOX").size();
        return (Map<String, Object>) execute("read", Map.of("uid", uid)).output();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> attachments(Map<String, Object> message) {
        return (List<Map<String, Object>>) message.get("attachments");
    }

    private static List<?> problems(Map<String, Object> message) {
        return (List<?>) message.get("problems");
    }

    @Test
    void readingGivesEveryPartAndLeavesTheMessageUnseen() {
        Map<String, Object> message = read("""
                From: Ada <ada@example.com>
                To: shop@example.com, Bob <bob@example.com>
                Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
                Date: Thu, 1 Oct 2026 09:00:00 +0000
                X-Order: 1
                X-Order: 2
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/alternative; boundary=a

                --a
                Content-Type: text/plain; charset=ISO-8859-1
                Content-Transfer-Encoding: quoted-printable

                Gr=FC=DFe
                --a
                Content-Type: text/html; charset=utf-8

                <b>x</b>
                --a--
                --b
                Content-Type: application/pdf; name="a.pdf"
                Content-Disposition: attachment; filename*=utf-8''Rechnung%20M%C3%A4rz.pdf
                Content-Transfer-Encoding: base64

                AQID
                --b--
                """);

        assertThat(message)
                .containsEntry("subject", "Grüße")
                .containsEntry("text", "Grüße")
                .containsEntry("html", "<b>x</b>")
                .containsEntry("to", List.of("shop@example.com", "Bob <bob@example.com>"))
                .containsEntry("seen", false);
        assertThat((Map<?, ?>) message.get("headers")).extracting("X-Order").isEqualTo(List.of("1", "2"));
        assertThat(attachments(message)).singleElement().satisfies(attachment -> assertThat(attachment)
                .containsEntry("name", "Rechnung März.pdf")
                .containsEntry("contentType", "application/pdf")
                .containsEntry("size", 3L)
                .containsEntry("content", new byte[] {1, 2, 3}));
        assertThat(problems(message)).isEmpty();
        assertThat(server().marks(USER, "INBOX").get(0).contains(Flag.SEEN)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: no sender\n\nx\n",
                "From: a@example.com\nContent-Type: text/plain; charset=klingon-8\n\nx\n",
                "From: a@example.com\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nx",
                "From: a@example.com\nContent-Type: multipart/mixed\n\nno boundary at all x\n",
                "From: a@example.com\nContent-Type: text/plain\nContent-Transfer-Encoding: sevenbit-and-a-half\n\nx\n",
                "From: <<>>, \"\n\nx\n",
                "From: a@example.com\nDate: the day after tomorrow\n\nx\n"
            })
    void aMalformedMessageIsReadAsFarAsItGoesAndSaysWhatIsWrong(String raw) {
        Map<String, Object> message = read(raw);

        assertThat(problems(message)).isNotEmpty();
        assertThat(message).containsKeys("uid", "headers", "attachments");
        boolean hasContent = String.valueOf(message.get("text")).contains("x")
                || !attachments(message).isEmpty();
        assertThat(hasContent).as("some content in " + message).isTrue();
    }

    @Test
    void aContentTypeThatIsNoneIsReadAsBytes() {
        String raw = "From: a@example.com\r\nContent-Type: ;;;///\r\n\r\nx\r\n";

        // The server of these tests keeps no such message; others do.
        Map<String, Object> message = MessageReading.of(
                raw.getBytes(StandardCharsets.US_ASCII),
                Session.getInstance(new Properties()),
                null,
                Map.of(),
                List.of());

        assertThat(attachments(message).get(0)).containsEntry("contentType", "application/octet-stream");
        assertThat(problems(message)).hasSize(1);
    }

    @Test
    void partsInPartsWithoutEndAreLeftOut() {
        StringBuilder raw = new StringBuilder("From: a@example.com\n");
        for (int i = 0; i < 60; i++) {
            raw.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }

        assertThat(problems(read(raw + "Content-Type: text/plain\n\nx\n")).toString())
                .contains("deeper than 20");
    }

    @Test
    void aHugeHeaderIsBounded() {
        Map<String, Object> message =
                read("From: a@example.com\nX-Large: " + "x".repeat(400_000) + "\nSubject: s\n\nx\n");

        assertThat(message).containsEntry("subject", "s");
        assertThat(((Map<?, ?>) message.get("headers")).keySet()).isEqualTo(Set.of("From"));
        assertThat(problems(message)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "C:\\\\temp\\\\x.exe, x.exe",
        "a:b|c.txt, a_b_c.txt",
        ".., attachment-1",
        "folder/, attachment-1"
    })
    void anAttachmentsNameCannotLeadOutOfAFolder(String given, String safe) {
        Map<String, Object> message = read("From: a@example.com\nContent-Type: application/pdf\n"
                + "Content-Disposition: attachment; filename=\"" + given + "\"\n\nx\n");

        assertThat(attachments(message).get(0)).containsEntry("name", safe);
        assertThat(problems(message)).hasSize(1);
    }

    @Test
    void anAttachmentOfXmlIsBytesAndNothingIsFetchedForIt() {
        String xml = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>";
        Map<String, Object> message = read("From: a@example.com\nContent-Type: text/xml\n\n" + xml + "\n");

        assertThat(new String((byte[]) attachments(message).get(0).get("content"), StandardCharsets.UTF_8))
                .contains("&e;");
    }

    @Test
    void ofAMessageThatIsTooLargeOnlyTheHeaderIsRead() throws Exception {
        restart("maxMessageSize: 1KB");

        Map<String, Object> message = read(plain("large") + "x".repeat(2000) + "\n");

        assertThat(message).containsEntry("subject", "large").doesNotContainKeys("text", "attachments");
        assertThat(problems(message).toString()).contains("options.maxMessageSize");
    }

    @Test
    void aMessageWhoseEnvelopeTheServerGarblesIsListedWithItsProblems() {
        put(plain("good"));
        put("From: <<>>, \"\nSubject: bad\n\nx\n");

        List<?> rows = (List<?>) execute("fetch", Map.of("resource", "INBOX")).output();

        assertThat(rows).hasSize(2);
        assertThat((Map<?, ?>) rows.get(0)).extracting("problems").asString().contains("cannot be read");
        assertThat((Map<?, ?>) rows.get(1)).extracting("subject").isEqualTo("good");
    }

    @Test
    void messagesAreFoundByWhatImapCanAskFor() {
        put(plain("invoice one"));
        put(plain("letter"));
        put(plain("invoice two"));
        execute("mark", Map.of("uid", "3", "seen", true));

        assertThat(found(Map.of("subject", Map.of("like", "%invoice%")))).containsExactly("invoice two", "invoice one");
        assertThat(found(Map.of("subject", Map.of("like", "%invoice%"), "seen", false)))
                .containsExactly("invoice one");
        assertThat(found(Map.of("received", Map.of("lt", "2026-09-01")))).isEmpty();
        assertThat(found(Map.of("received", Map.of("gte", "2026-09-01")))).hasSize(3);
        assertThat(failure("fetch", Map.of("resource", "INBOX", "filters", Map.of("subject", "x")))
                        .category())
                .isEqualTo(ErrorCategory.UNSUPPORTED);
    }

    private List<String> found(Map<String, Object> filters) {
        List<?> rows = (List<?>) execute("fetch", Map.of("resource", "INBOX", "filters", filters))
                .output();
        return rows.stream()
                .map(row -> (String) ((Map<?, ?>) row).get("subject"))
                .toList();
    }

    @Test
    void messagesAreMarkedMovedAndDeletedByTheirNumbers() {
        server().createFolder(USER, "Done");
        put(plain("one"));
        put(plain("two"));
        put(plain("three"));

        assertThat(execute("mark", Map.of("uid", List.of(1, 2, 99), "flagged", true))
                        .output())
                .isEqualTo(2L);
        assertThat(server().marks(USER, "INBOX").get(1).contains(Flag.FLAGGED)).isTrue();
        assertThat(execute("move", Map.of("uid", 1, "toFolder", "Done")).output())
                .isEqualTo(1L);
        assertThat(execute("delete", Map.of("uid", "2")).output()).isEqualTo(1L);
        assertThat(execute("delete", Map.of("uid", "2")).output()).isEqualTo(0L);
        assertThat(server().messages(USER, "INBOX")).hasSize(1);
        assertThat(server().messages(USER, "Done")).hasSize(1);
        assertThat(failure("move", Map.of("uid", 3, "toFolder", "Nowhere")).code())
                .isEqualTo(MailErrors.FOLDER_NOT_FOUND.code());
        assertThat(server().messages(USER, "INBOX")).hasSize(1);
    }

    @Test
    void aNumberOfAnotherTimeMeansNoMessage() {
        put(plain("one"));

        ConnectorException failure = failure("delete", Map.of("uid", 1, "uidValidity", 1));

        assertThat(failure.code()).isEqualTo(MailErrors.FOLDER_RENEWED.code());
        assertThat(server().messages(USER, "INBOX")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "INBOX\r\nA1 DELETE INBOX", "", "a%"})
    void whatIsNoFolderIsRefusedBeforeTheServerHearsOfIt(String name) {
        assertThat(failure("read", Map.of("folder", name, "uid", 1)).code())
                .isEqualTo(MailErrors.OPTION_REFUSED.code());
        assertThat(server().calls()).isZero();
    }

    @Test
    void aMessageThatIsNotThereIsAFailureThatSaysSo() {
        assertThat(failure("read", Map.of("uid", 7)).code()).isEqualTo(MailErrors.MESSAGE_NOT_FOUND.code());
    }

    @Test
    void theFoldersAreDiscovered() throws Exception {
        server().createFolder(USER, "Done");

        DiscoveringConnector discovering =
                (DiscoveringConnector) routes().connector().connector();
        assertThat(discovering.discover().toCompletableFuture().get())
                .extracting("name")
                .containsExactly("INBOX", "Done");
    }
}
