/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.StreamCache;

/** Reads the attachments of one call into memory, as many bytes as are allowed and no more. Used by one thread. */
final class AttachmentReading {

    private static final int CHUNK = 8192;

    private final CamelContext camelContext;
    private final long limit;
    private final Caller caller;
    private long left;
    private boolean usedUp;

    /** @param limit how many bytes all attachments together may have */
    AttachmentReading(CamelContext camelContext, long limit, Caller caller) {
        this.camelContext = camelContext;
        this.limit = limit;
        this.left = limit;
        this.caller = caller;
    }

    /** Whether something was read that cannot be read again. */
    boolean usedUp() {
        return usedUp;
    }

    /** @param given a list of maps, or one */
    List<Attachment> read(Object given) {
        List<Attachment> attachments = new ArrayList<>();
        for (Object one : given instanceof List<?> several ? several : List.of(given)) {
            if (!(one instanceof Map<?, ?> map)) {
                throw refused(
                        MailErrors.MESSAGE_INVALID,
                        "An attachment is a " + one.getClass().getName()
                                + ". Expected a map with 'name' and 'content', and perhaps 'contentType' and 'contentId'.");
            }
            attachments.add(attachment(map));
        }
        return attachments;
    }

    private Attachment attachment(Map<?, ?> given) {
        try {
            Attachment.requireKnown(given);
            String contentId = text(given, "contentId");
            String name = text(given, "name");
            if (name == null && contentId == null) {
                throw new IllegalArgumentException("An attachment has no 'name'. Give it one.");
            }
            String type = text(given, "contentType");
            String chosen = type != null ? type : Attachment.typeOf(name == null ? "" : name);
            String shown = name == null ? contentId : name;
            return new Attachment(name, chosen, contentId, content(given.get("content"), shown));
        } catch (IllegalArgumentException e) {
            throw refused(MailErrors.MESSAGE_INVALID, e.getMessage());
        }
    }

    private static String text(Map<?, ?> given, String key) {
        Object value = given.get(key);
        if (value == null) {
            return null;
        }
        String text = value.toString();
        if (text.isBlank() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "The '" + key + "' of an attachment is empty, or holds a line break or another control character.");
        }
        return text;
    }

    private byte[] content(Object value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(
                    "The attachment '" + name + "' has no 'content'. Give it bytes, text or a stream.");
        }
        byte[] bytes = bytes(value, name);
        left -= bytes.length;
        if (left < 0) {
            throw tooLarge();
        }
        return bytes;
    }

    private byte[] bytes(Object value, String name) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof CharSequence text) {
            return text.toString().getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof StreamCache cache) {
            cache.reset();
        }
        InputStream stream = value instanceof Map || value instanceof Iterable
                ? null
                : camelContext.getTypeConverter().tryConvertTo(InputStream.class, value);
        if (stream == null) {
            throw new IllegalArgumentException("The content of the attachment '" + name + "' is a "
                    + value.getClass().getName() + ". Expected bytes, text or a stream.");
        }
        usedUp |= value instanceof InputStream && !(value instanceof StreamCache);
        return whole(stream, name);
    }

    private byte[] whole(InputStream stream, String name) {
        try (stream) {
            byte[] bytes = stream.readNBytes((int) Math.min(left, Integer.MAX_VALUE - CHUNK));
            if (stream.read() >= 0) {
                throw tooLarge();
            }
            return bytes;
        } catch (IOException e) {
            throw caller.failure(
                            MailErrors.CONTENT_USED_UP,
                            "The content of the attachment '" + name + "' could not be read: " + e.getMessage()
                                    + ". Give bytes, or a stream that can be read.")
                    .neverSent()
                    .cause(e)
                    .build();
        }
    }

    private ConnectorException tooLarge() {
        return refused(
                MailErrors.TOO_LARGE,
                "The attachments are larger together than " + limit
                        + " bytes. Send less, or raise 'options.maxAttachmentSize' as far as the server takes it.");
    }

    private ConnectorException refused(ErrorCode code, String sentence) {
        return caller.failure(code, sentence).neverSent().build();
    }
}
