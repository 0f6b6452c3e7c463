/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the message that a call wants to send, and refuses what would not be one. */
final class MessageWriting {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    /** Headers that have an option of their own, or that only the library or a server may write. */
    private static final Set<String> RESERVED = Set.of(
            "from",
            "to",
            "cc",
            "bcc",
            "reply-to",
            "subject",
            "date",
            "message-id",
            "mime-version",
            "return-path",
            "received",
            "sender",
            "x-priority",
            "importance");

    private static final Map<String, String> PRIORITIES = Map.of("high", "1", "normal", "3", "low", "5");

    private final Session session;
    private final Caller caller;
    private final String standardFrom;

    /** @param standardFrom who sends when the draft does not say; null for nobody */
    MessageWriting(Session session, Caller caller, String standardFrom) {
        this.session = session;
        this.caller = caller;
        this.standardFrom = standardFrom;
    }

    /** @param idempotencyKey from which the message's identifier is made, or null for one that nobody had before */
    MimeMessage write(Draft draft, List<Attachment> attachments, String idempotencyKey) {
        try {
            return written(draft, attachments, idempotencyKey);
        } catch (IllegalArgumentException e) {
            throw refused(e.getMessage(), e);
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw refused("The message cannot be made: " + e.getMessage() + ".", e);
        }
    }

    private MimeMessage written(Draft draft, List<Attachment> attachments, String idempotencyKey)
            throws MessagingException, UnsupportedEncodingException {
        InternetAddress from = sender(draft);
        MimeMessage message = new IdentifiedMessage(
                session, MessageIdentifier.of(caller.connector(), idempotencyKey, from.getAddress()));
        message.setFrom(from);
        recipients(message, RecipientType.TO, "to", draft);
        recipients(message, RecipientType.CC, "cc", draft);
        recipients(message, RecipientType.BCC, "bcc", draft);
        if (message.getAllRecipients() == null) {
            throw new IllegalArgumentException("Nobody is named who shall get the message. Set 'to', 'cc' or 'bcc'.");
        }
        if (draft.get("replyTo") != null) {
            message.setReplyTo(addresses(draft, "replyTo"));
        }
        String subject = draft.text("subject");
        message.setSubject(subject == null ? "" : oneLine("subject", subject), UTF_8);
        message.setSentDate(Date.from(Instant.now()));
        priority(message, draft.text("priority"));
        headers(message, draft.get("headers"));
        content(message, draft, attachments);
        message.saveChanges();
        return message;
    }

    private InternetAddress sender(Draft draft) {
        String given = draft.text("from");
        String from = given == null ? standardFrom : given;
        if (from == null) {
            throw new IllegalArgumentException(
                    "Nobody is named who sends the message. Set 'from', or 'options.from' in the declaration.");
        }
        try {
            return Addresses.one(from);
        } catch (AddressException e) {
            throw noAddress("from", from, e);
        }
    }

    private static void recipients(MimeMessage message, RecipientType type, String field, Draft draft)
            throws MessagingException {
        if (draft.get(field) != null) {
            message.setRecipients(type, addresses(draft, field));
        }
    }

    private static InternetAddress[] addresses(Draft draft, String field) {
        try {
            return Addresses.all(draft.get(field)).toArray(InternetAddress[]::new);
        } catch (AddressException e) {
            throw noAddress(field, draft.get(field), e);
        }
    }

    private static IllegalArgumentException noAddress(String field, Object given, AddressException reason) {
        String shown = String.valueOf(given).replaceAll("\\p{Cntrl}", "?");
        return new IllegalArgumentException(
                "'" + field + "' is '" + shown + "', which is no address: "
                        + String.valueOf(reason.getMessage()).replaceAll("\\p{Cntrl}", "?")
                        + ". Expected ada@example.com or Ada <ada@example.com>, several with commas or as a list.",
                reason);
    }

    private static String oneLine(String what, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "'" + what + "' holds a line break or another control character, by which"
                            + " headers could be forged. Take it out.");
        }
        return text;
    }

    private static void priority(MimeMessage message, String priority) throws MessagingException {
        if (priority == null || priority.equals("normal")) {
            return;
        }
        String number = PRIORITIES.get(priority);
        if (number == null) {
            throw new IllegalArgumentException(
                    "'priority' is '" + oneLine("priority", priority) + "'. Expected high, normal or low.");
        }
        message.setHeader("X-Priority", number);
        message.setHeader("Importance", priority);
    }

    private static void headers(MimeMessage message, Object given)
            throws MessagingException, UnsupportedEncodingException {
        if (given == null) {
            return;
        }
        if (!(given instanceof Map<?, ?> headers)) {
            throw new IllegalArgumentException("'headers' is no map from names to values.");
        }
        for (Map.Entry<?, ?> header : headers.entrySet()) {
            String name = String.valueOf(header.getKey());
            if (!name.matches("[!-9;-~]{1,76}")) {
                throw new IllegalArgumentException("'headers' has the name '" + name.replaceAll("\\p{Cntrl}", "?")
                        + "'. Expected letters, digits and '-', without a space or ':'.");
            }
            String folded = name.toLowerCase(Locale.ROOT);
            if (RESERVED.contains(folded) || folded.startsWith("content-")) {
                throw new IllegalArgumentException("'headers' must not hold '" + name
                        + "', which has an option of its own or is written by the connector.");
            }
            String value = oneLine("headers." + name, String.valueOf(header.getValue()));
            message.setHeader(name, MimeUtility.fold(name.length() + 2, MimeUtility.encodeText(value, UTF_8, null)));
        }
    }

    private static void content(MimeMessage message, Draft draft, List<Attachment> attachments)
            throws MessagingException {
        String text = draft.text("text");
        String html = draft.text("html");
        if (text == null && html == null && attachments.isEmpty()) {
            throw new IllegalArgumentException(
                    "The message has no content. Set 'text', 'html' or 'attachments', or give the message body a text.");
        }
        List<Attachment> shown =
                attachments.stream().filter(one -> one.contentId() != null).toList();
        List<Attachment> files =
                attachments.stream().filter(one -> one.contentId() == null).toList();
        if (!shown.isEmpty() && html == null) {
            throw new IllegalArgumentException(
                    "An attachment has a 'contentId', by which only 'html' could show it, and"
                            + " there is none. Set 'html', or leave 'contentId' out.");
        }
        if (files.isEmpty()) {
            body(message, text, html, shown);
            return;
        }
        MimeMultipart mixed = new MimeMultipart("mixed");
        if (text != null || html != null) {
            MimeBodyPart body = new MimeBodyPart();
            body(body, text, html, shown);
            mixed.addBodyPart(body);
        }
        for (Attachment file : files) {
            mixed.addBodyPart(part(file));
        }
        message.setContent(mixed);
    }

    private static void body(MimePart part, String text, String html, List<Attachment> shown)
            throws MessagingException {
        if (html == null) {
            part.setText(text == null ? "" : text, UTF_8, "plain");
            return;
        }
        if (text == null) {
            html(part, html, shown);
            return;
        }
        MimeMultipart alternative = new MimeMultipart("alternative");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, UTF_8, "plain");
        MimeBodyPart rich = new MimeBodyPart();
        html(rich, html, shown);
        alternative.addBodyPart(plain);
        alternative.addBodyPart(rich);
        part.setContent(alternative);
    }

    private static void html(MimePart part, String html, List<Attachment> shown) throws MessagingException {
        if (shown.isEmpty()) {
            part.setText(html, UTF_8, "html");
            return;
        }
        MimeMultipart related = new MimeMultipart("related");
        MimeBodyPart page = new MimeBodyPart();
        page.setText(html, UTF_8, "html");
        related.addBodyPart(page);
        for (Attachment image : shown) {
            MimeBodyPart one = part(image);
            one.setContentID("<" + image.contentId() + ">");
            one.setDisposition(MimeBodyPart.INLINE);
            related.addBodyPart(one);
        }
        part.setContent(related);
    }

    private static MimeBodyPart part(Attachment attachment) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        try {
            String type = new ContentType(attachment.contentType()).toString();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(attachment.content(), type)));
        } catch (ParseException e) {
            throw new IllegalArgumentException(
                    "'" + attachment.contentType() + "' is no content type. Expected one such as application/pdf.", e);
        }
        part.setDisposition(MimeBodyPart.ATTACHMENT);
        if (attachment.name() != null) {
            part.setFileName(attachment.name());
        }
        // Text, too: nobody on the way may then change its line ends.
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private ConnectorException refused(String sentence, Exception cause) {
        return caller.failure(MailErrors.MESSAGE_INVALID, sentence)
                .neverSent()
                .cause(cause)
                .build();
    }
}
