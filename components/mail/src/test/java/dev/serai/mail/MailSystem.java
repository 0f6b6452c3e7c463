/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.testkit.MailServer;
import dev.serai.testkit.conformance.StandInUnderTest;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A mail server as the conformance suite handles it, with folders that hold messages. */
final class MailSystem extends StandInUnderTest<MailServer> {

    static final String USER = "shop@example.com";
    static final String PASSWORD = "open-sesame-4711";
    static final String MARKS = "marks@example.com";

    private static final int MANY = 1200;

    private final List<Map<String, Object>> fruits;
    private long validity;

    MailSystem() {
        super(MailServer.start());
        server().addUser(USER, PASSWORD);
        server().addUser(MARKS, PASSWORD);
        server().createFolder(USER, "fruits");
        server().createFolder(USER, "many");
        for (String fruit : List.of("fig", "pear", "mango", "banana", "avocado", "cherimoya")) {
            server().put(USER, "fruits", message(fruit), Date.from(Instant.parse("2026-10-01T10:00:00Z")));
        }
        for (int i = 0; i < MANY; i++) {
            server().put(USER, "many", message("number " + i), Date.from(Instant.parse("2026-10-01T10:00:00Z")));
        }
        fruits = read("fruits");
    }

    private static String message(String subject) {
        return "Message-ID: <" + subject.replace(' ', '-') + "@example.com>\r\n"
                + "Date: Thu, 1 Oct 2026 09:00:00 +0000\r\n"
                + "From: Ada <ada@example.com>\r\n"
                + "To: shop@example.com\r\n"
                + "Subject: " + subject + "\r\n\r\nYours, Ada\r\n";
    }

    /** What the folder holds, the newest first, as a client of another make reads it. */
    private List<Map<String, Object>> read(String name) {
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", server().imapPort(), USER, PASSWORD);
            Folder folder = store.getFolder(name);
            folder.open(Folder.READ_ONLY);
            validity = ((UIDFolder) folder).getUIDValidity();
            FetchProfile profile = new FetchProfile();
            profile.add(FetchProfile.Item.SIZE);
            folder.fetch(folder.getMessages(), profile);
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Message message : folder.getMessages()) {
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("uid", ((UIDFolder) folder).getUID(message));
                row.put("messageId", message.getHeader("Message-ID")[0]);
                row.put("from", List.of("Ada <ada@example.com>"));
                row.put("to", List.of("shop@example.com"));
                row.put("replyTo", List.of("Ada <ada@example.com>"));
                row.put("subject", message.getSubject());
                row.put("date", Instant.parse("2026-10-01T09:00:00Z"));
                row.put("received", Instant.parse("2026-10-01T10:00:00Z"));
                row.put("size", (long) message.getSize());
                row.put("seen", false);
                row.put("flagged", false);
                row.put("answered", false);
                rows.add(0, row);
            }
            return rows;
        } catch (MessagingException e) {
            throw new IllegalStateException("The server does not answer.", e);
        }
    }

    MailServer mail() {
        return server();
    }

    List<Map<String, Object>> fruits() {
        return fruits;
    }

    /** The first of them, with all that is in it. */
    Map<String, Object> fig() {
        Map<String, Object> fig = new LinkedHashMap<>(fruits.get(fruits.size() - 1));
        fig.remove("answered");
        fig.remove("replyTo");
        fig.put("uidValidity", validity);
        fig.put("folder", "fruits");
        fig.put("text", "Yours, Ada\r\n");
        fig.put("attachments", List.of());
        fig.put("problems", List.of());
        fig.put(
                "headers",
                Map.of(
                        "Message-ID", "<fig@example.com>",
                        "Date", "Thu, 1 Oct 2026 09:00:00 +0000",
                        "From", "Ada <ada@example.com>",
                        "To", "shop@example.com",
                        "Subject", "fig"));
        return fig;
    }

    @Override
    public void reset() {
        server().release();
        server().startAgain();
        server().behave();
        server().empty(MARKS, "INBOX");
        server().forgetCalls();
    }

    @Override
    public int effects() {
        return server().messages(MARKS, "INBOX").size();
    }
}
