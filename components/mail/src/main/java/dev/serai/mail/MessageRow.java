/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.DataRecord;
import jakarta.mail.Address;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;

/** A message in a list: what its envelope says, without its content. */
final class MessageRow {

    /** What a row may hold. */
    static final List<String> FIELDS = List.of(
            "uid",
            "messageId",
            "from",
            "to",
            "cc",
            "replyTo",
            "subject",
            "date",
            "received",
            "size",
            "seen",
            "flagged",
            "answered",
            "problems");

    /** What is asked for together, for all rows of a page. */
    static final FetchProfile.Item[] PARTS = {
        UIDFolder.FetchProfileItem.UID,
        FetchProfile.Item.ENVELOPE,
        FetchProfile.Item.FLAGS,
        IMAPFolder.FetchProfileItem.INTERNALDATE,
        FetchProfile.Item.SIZE
    };

    private final Map<String, Object> row = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private MessageRow() {}

    /** @param fields those that are wanted; empty for all */
    static DataRecord of(OpenFolder folder, Message message, List<String> fields) throws MessagingException {
        long uid = folder.uid(message);
        MessageRow reading = new MessageRow();
        reading.read(uid, (IMAPMessage) message);
        Map<String, Object> data = reading.row;
        Instant received = (Instant) data.get("received");
        if (!fields.isEmpty()) {
            data.keySet().retainAll(fields);
        }
        return new DataRecord(
                String.valueOf(uid),
                data,
                Map.of("uid", uid, "uidValidity", folder.validity()),
                received,
                folder.validity() + "-" + uid);
    }

    private void read(long uid, IMAPMessage message) throws MessagingException {
        row.put("uid", uid);
        put("messageId", message::getMessageID);
        people("from", message::getFrom);
        people("to", () -> message.getRecipients(Message.RecipientType.TO));
        people("cc", () -> message.getRecipients(Message.RecipientType.CC));
        people("replyTo", message::getReplyTo);
        put("subject", message::getSubject);
        put("date", () -> instant(message.getSentDate()));
        put("received", () -> instant(message.getReceivedDate()));
        put("size", message::getSizeLong);
        row.put("seen", message.isSet(Flag.SEEN));
        row.put("flagged", message.isSet(Flag.FLAGGED));
        row.put("answered", message.isSet(Flag.ANSWERED));
        if (!problems.isEmpty()) {
            row.put("problems", problems);
        }
    }

    private void people(String field, Part<Address[]> part) {
        put(field, () -> {
            List<String> shown = Addresses.shown(part.get());
            return shown.isEmpty() ? null : shown;
        });
    }

    private void put(String field, Part<?> part) {
        try {
            Object value = part.get();
            if (value != null) {
                row.put(field, value);
            }
        } catch (MessagingException | RuntimeException e) {
            problems.add("'" + field + "' cannot be read: " + e.getMessage());
        }
    }

    static Instant instant(Date date) {
        return date == null ? null : date.toInstant();
    }

    /** A part of a message, which may be malformed. */
    @FunctionalInterface
    private interface Part<T> {
        T get() throws MessagingException;
    }
}
