/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Takes the content of a message apart: the text, the HTML, and the attachments. No content is ever run or interpreted, XML
 * and HTML are bytes and text like any other. Used by one thread, for one message.
 */
final class PartReading {

    /** Deeper and more than people's programs write; what comes beyond is left out. */
    private static final int DEEPEST = 20;

    private static final int MOST = 1000;

    private final List<String> problems;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<Map<String, Object>> attachments = new ArrayList<>();
    private int parts;

    /** @param problems takes what cannot be read */
    PartReading(List<String> problems) {
        this.problems = problems;
    }

    /** Puts {@code text}, {@code html} and {@code attachments} into a map. */
    void read(MimeMessage message, Map<String, Object> into) {
        read(message, 0);
        if (text.length() > 0 || html.length() == 0) {
            into.put("text", text.toString());
        }
        if (html.length() > 0) {
            into.put("html", html.toString());
        }
        into.put("attachments", attachments);
    }

    private void read(MimePart part, int depth) {
        parts++;
        if (depth > DEEPEST || parts > MOST) {
            problem("The message has more than " + MOST + " parts, or parts in parts deeper than " + DEEPEST
                    + ": the rest was left out.");
            return;
        }
        try {
            ContentType type = type(part);
            if (type.match("multipart/*")) {
                multipart(part, depth);
            } else if (isBody(part, type)) {
                body(part, type);
            } else {
                attachments.add(attachment(part, type));
            }
        } catch (MessagingException | IOException | RuntimeException e) {
            problem("A part cannot be read: " + e.getMessage());
        }
    }

    private void problem(String sentence) {
        if (!problems.contains(sentence)) {
            problems.add(sentence);
        }
    }

    private ContentType type(MimePart part) throws MessagingException {
        String header = part.getHeader("Content-Type", null);
        if (header == null) {
            return new ContentType("text", "plain", null);
        }
        try {
            return new ContentType(MimeUtility.unfold(header));
        } catch (MessagingException e) {
            problem("The content type '" + MessageReading.text(header) + "' of a part is none; it was read as bytes.");
            return new ContentType("application", "octet-stream", null);
        }
    }

    private void multipart(MimePart part, int depth) throws MessagingException, IOException {
        // From its bytes: the library would choose a class by the content type, which is the sender's to write.
        MimeMultipart several = new MimeMultipart(part.getDataHandler().getDataSource());
        int count;
        try {
            count = several.getCount();
        } catch (MessagingException e) {
            problem("A part that should hold others does not: " + e.getMessage());
            text.append(new String(bytes(part), StandardCharsets.ISO_8859_1));
            return;
        }
        if (!several.isComplete()) {
            problem("The message ends in the middle of a part.");
        }
        for (int i = 0; i < count && parts <= MOST; i++) {
            BodyPart one = several.getBodyPart(i);
            read((MimeBodyPart) one, depth + 1);
        }
    }

    private boolean isBody(MimePart part, ContentType type) throws MessagingException {
        boolean readable = type.match("text/plain") || type.match("text/html");
        String disposition = part.getHeader("Content-Disposition", null);
        boolean file = disposition != null
                && disposition.strip().toLowerCase(Locale.ROOT).startsWith("attachment");
        return readable && !file && fileName(part, type) == null;
    }

    private void body(MimePart part, ContentType type) throws MessagingException, IOException {
        StringBuilder target = type.match("text/html") ? html : text;
        if (target.length() > 0) {
            target.append('\n');
        }
        target.append(new String(bytes(part), charset(type.getParameter("charset"))));
    }

    private Charset charset(String name) {
        if (name == null) {
            // What is not ASCII is most likely UTF-8 today, whatever the rules of 1992 say.
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(MimeUtility.javaCharset(name));
        } catch (IllegalArgumentException e) {
            problem("There is no charset '" + MessageReading.text(name) + "'; the text was read as ISO-8859-1.");
            return StandardCharsets.ISO_8859_1;
        }
    }

    private byte[] bytes(MimePart part) throws MessagingException, IOException {
        try (InputStream decoded = part.getInputStream()) {
            return decoded.readAllBytes();
        } catch (MessagingException | IOException e) {
            problem("A part is not encoded as it says: " + e.getMessage() + ". It was read as it stands.");
            try (InputStream raw = raw(part)) {
                return raw.readAllBytes();
            }
        }
    }

    private static InputStream raw(MimePart part) throws MessagingException {
        return part instanceof MimeMessage message
                ? message.getRawInputStream()
                : ((MimeBodyPart) part).getRawInputStream();
    }

    private Map<String, Object> attachment(MimePart part, ContentType type) throws MessagingException, IOException {
        byte[] content = bytes(part);
        Map<String, Object> attachment = new LinkedHashMap<>();
        attachment.put("name", AttachmentNames.safe(fileName(part, type), attachments.size() + 1, problems));
        attachment.put("contentType", type.getBaseType().toLowerCase(Locale.ROOT));
        String identifier = part.getHeader("Content-ID", null);
        if (identifier != null) {
            attachment.put("contentId", identifier.strip().replaceAll("^<|>$", ""));
        }
        attachment.put("size", (long) content.length);
        attachment.put("content", content);
        return attachment;
    }

    private String fileName(MimePart part, ContentType type) {
        try {
            String name = part.getFileName();
            return name == null ? type.getParameter("name") : name;
        } catch (MessagingException | RuntimeException e) {
            problem("The name of an attachment cannot be read: " + e.getMessage());
            return type.getParameter("name");
        }
    }
}
