/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.configuration.ByteSize;
import jakarta.mail.Address;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;

/**
 * Turns a message into a map of texts, numbers, times, bytes, lists and maps. The message is taken from the server as it is
 * and taken apart here, so that what a malformed one gives does not depend on the server; what cannot be read is said under
 * {@code problems} and keeps nothing else from being read.
 */
final class MessageReading {

    /** Of a message that is too large, no more than this is read. */
    private static final int HEADER_BYTES = 64 * 1024;

    /** How many characters all values of the map {@code headers} have together. */
    private static final int HEADER_CHARACTERS = 256 * 1024;

    private static final FetchProfile.Item[] MARKS = {
        FetchProfile.Item.FLAGS, FetchProfile.Item.SIZE, IMAPFolder.FetchProfileItem.INTERNALDATE
    };

    private final MimeMessage message;
    private final Map<String, Object> read = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private MessageReading(MimeMessage message) {
        this.message = message;
    }

    /**
     * Reads a message and does not mark it.
     *
     * @param largest of a larger message only the header is read
     */
    static Map<String, Object> of(OpenFolder folder, IMAPMessage stored, Session session, ByteSize largest)
            throws MessagingException, IOException {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("uid", folder.uid(stored));
        place.put("uidValidity", folder.validity());
        place.put("folder", folder.folder().getFullName());
        byte[] raw = new byte[0];
        boolean tooLarge = false;
        String unread = null;
        try {
            // Without the envelope, which a server may have made of a malformed header so that it cannot be read.
            folder.load(new Message[] {stored}, MARKS);
            tooLarge = stored.getSizeLong() > largest.bytes();
            marks(stored, place);
            raw = raw(stored, tooLarge ? HEADER_BYTES : largest.bytes());
        } catch (MessagingException e) {
            if (!folder.folder().isOpen()) {
                throw e;
            }
            unread = "The server does not give the message: " + e.getMessage();
        }
        return of(raw, session, tooLarge ? largest : null, place, unread == null ? List.of() : List.of(unread));
    }

    private static byte[] raw(IMAPMessage stored, long most) throws MessagingException, IOException {
        try (InputStream stream = stored.getMimeStream()) {
            return stream.readNBytes((int) Math.min(most, Integer.MAX_VALUE - 8));
        }
    }

    private static void marks(IMAPMessage stored, Map<String, Object> place) throws MessagingException {
        place.put("size", stored.getSizeLong());
        place.put("seen", stored.isSet(Flag.SEEN));
        place.put("flagged", stored.isSet(Flag.FLAGGED));
        Date received = stored.getReceivedDate();
        if (received != null) {
            place.put("received", received.toInstant());
        }
    }

    /**
     * Reads a message from its bytes.
     *
     * @param exceeded the size that the message is larger than, so that only its header is read; null when it is not
     * @param place what is known of it beside its bytes
     * @param known what is known to be wrong with it
     */
    static Map<String, Object> of(
            byte[] raw, Session session, ByteSize exceeded, Map<String, Object> place, List<String> known) {
        MessageReading reading = reading(raw, session);
        reading.problems.addAll(known);
        reading.read.putAll(place);
        reading.envelope();
        if (exceeded != null) {
            reading.problems.add("The message is larger than " + exceeded
                    + ", which is 'options.maxMessageSize': only its header was read.");
        } else {
            new PartReading(reading.problems).read(reading.message, reading.read);
        }
        reading.headers();
        reading.read.put("problems", reading.problems);
        return reading.read;
    }

    private static MessageReading reading(byte[] raw, Session session) {
        try {
            return new MessageReading(new MimeMessage(session, new ByteArrayInputStream(raw)));
        } catch (MessagingException e) {
            MessageReading empty = new MessageReading(new MimeMessage(session));
            empty.problems.add("The message's header cannot be read: " + e.getMessage());
            return empty;
        }
    }

    private void envelope() {
        put("messageId", message::getMessageID);
        people("from", message::getFrom, "From");
        people("to", () -> message.getRecipients(RecipientType.TO), "To");
        people("cc", () -> message.getRecipients(RecipientType.CC), "Cc");
        if (has("Reply-To")) {
            people("replyTo", message::getReplyTo, "Reply-To");
        }
        put("subject", () -> {
            String subject = message.getHeader("Subject", null);
            return subject == null ? null : text(MimeUtility.unfold(subject));
        });
        put("date", () -> MessageRow.instant(message.getSentDate()));
        if (has("Date") && !read.containsKey("date")) {
            problems.add("The header Date is no date.");
        }
        if (!has("From")) {
            problems.add("The message does not say who sent it: there is no header From.");
        }
    }

    private boolean has(String header) {
        try {
            return message.getHeader(header) != null;
        } catch (MessagingException e) {
            return false;
        }
    }

    /** Those who are named in a header; as it stands there when it cannot be read. */
    private void people(String field, Reading<Address[]> part, String header) {
        List<String> people = List.of();
        try {
            people = shown(part.get());
        } catch (MessagingException | IOException | RuntimeException e) {
            problems.add("The header " + header + " names no addresses: " + e.getMessage());
            String raw = raw(header);
            people = raw == null ? List.of() : List.of(raw);
        }
        if (!people.isEmpty() || field.equals("to")) {
            read.put(field, people);
        }
    }

    private static List<String> shown(Address[] addresses) {
        if (addresses == null) {
            return List.of();
        }
        for (Address address : addresses) {
            if (address instanceof InternetAddress known && known.getAddress() == null) {
                return Collections.emptyList();
            }
        }
        return Addresses.shown(addresses);
    }

    private String raw(String header) {
        try {
            String value = message.getHeader(header, ", ");
            return value == null ? null : text(value);
        } catch (MessagingException e) {
            return null;
        }
    }

    private void put(String field, Reading<?> part) {
        try {
            Object value = part.get();
            if (value != null) {
                read.put(field, value);
            }
        } catch (MessagingException | IOException | RuntimeException e) {
            problems.add("'" + field + "' cannot be read: " + e.getMessage());
        }
    }

    /** All headers by name: a text, or a list of texts where it stands several times. */
    private void headers() {
        Map<String, Object> headers = new LinkedHashMap<>();
        int left = HEADER_CHARACTERS;
        try {
            for (Header header : Collections.list(message.getAllHeaders())) {
                String value = text(MimeUtility.unfold(header.getValue()));
                left -= value.length() + header.getName().length();
                if (left < 0) {
                    problems.add("The header is larger than " + HEADER_CHARACTERS
                            + " characters: 'headers' has only its beginning.");
                    break;
                }
                headers.merge(header.getName(), value, MessageReading::both);
            }
        } catch (MessagingException | RuntimeException e) {
            problems.add("The headers cannot be read: " + e.getMessage());
        }
        read.put("headers", headers);
    }

    private static Object both(Object earlier, Object later) {
        List<Object> all = new ArrayList<>(earlier instanceof List<?> several ? several : List.of(earlier));
        all.add(later);
        return all;
    }

    /** Text of a header, whose letters may be encoded; as it stands when they are so badly. */
    static String text(String encoded) {
        if (encoded == null) {
            return "";
        }
        try {
            return MimeUtility.decodeText(encoded);
        } catch (UnsupportedEncodingException | RuntimeException e) {
            return encoded;
        }
    }

    /** A part of a message, which may be malformed. */
    @FunctionalInterface
    interface Reading<T> {
        T get() throws MessagingException, IOException;
    }
}
