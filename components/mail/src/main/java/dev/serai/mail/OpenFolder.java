/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;

/**
 * A folder that is open on one connection, while something is done with it.
 *
 * @param validity under which the server numbers the folder's messages
 */
record OpenFolder(IMAPStore store, IMAPFolder folder, long validity, Caller caller) {

    /** What is done with a folder. */
    @FunctionalInterface
    interface Use<T> {
        T with(OpenFolder folder) throws MessagingException, IOException;
    }

    /** Opens a folder, does something with it, and closes it; messages that are marked as deleted stay. */
    static <T> T use(Connections<IMAPStore> connections, Caller caller, String name, boolean change, Use<T> use) {
        return connections.use(caller, store -> {
            IMAPFolder folder = (IMAPFolder) store.getFolder(FolderNames.checked(name, caller));
            folder.open(change ? Folder.READ_WRITE : Folder.READ_ONLY);
            T result = use.with(new OpenFolder(store, folder, folder.getUIDValidity(), caller));
            folder.close(false);
            return result;
        });
    }

    /** @throws dev.serai.connector.ConnectorException when numbers were given out under another validity */
    void requireValidity(long expected) {
        if (expected != validity) {
            throw caller.failure(
                            MailErrors.FOLDER_RENEWED,
                            "The server numbered the messages of the folder '" + folder.getFullName()
                                    + "' anew: its UIDVALIDITY is " + validity + ", not " + expected
                                    + ", so that the number of a message now means another. Look for the message again.")
                    .neverSent()
                    .build();
        }
    }

    long uid(Message message) throws MessagingException {
        return folder.getUID(message);
    }

    /** The message of a number, or null when there is none. */
    Message message(long uid) throws MessagingException {
        return folder.getMessageByUID(uid);
    }

    /** Those of the numbers that there are. */
    Message[] messages(List<Long> uids) throws MessagingException {
        List<Message> found = new ArrayList<>();
        for (Message message :
                folder.getMessagesByUID(uids.stream().mapToLong(Long::longValue).toArray())) {
            if (message != null) {
                found.add(message);
            }
        }
        return found.toArray(Message[]::new);
    }

    /** All messages whose numbers lie between two, both included, in the order of their numbers. */
    Message[] between(long first, long last) throws MessagingException {
        if (first > last) {
            return new Message[0];
        }
        if (first <= 1 && last == Long.MAX_VALUE) {
            return folder.getMessages();
        }
        // A range up to the last message always gives that one, even when its number is smaller.
        Message[] found = folder.getMessagesByUID(first, last == Long.MAX_VALUE ? UIDFolder.LASTUID : last);
        List<Message> inside = new ArrayList<>();
        for (Message message : found) {
            long uid = uid(message);
            if (uid >= first && uid <= last) {
                inside.add(message);
            }
        }
        return inside.toArray(Message[]::new);
    }

    /** Asks for the numbers of messages together. */
    void loadNumbers(Message... messages) throws MessagingException {
        load(messages, UIDFolder.FetchProfileItem.UID);
    }

    /** Asks for parts of messages together. */
    void load(Message[] messages, FetchProfile.Item... parts) throws MessagingException {
        FetchProfile profile = new FetchProfile();
        Arrays.stream(parts).forEach(profile::add);
        folder.fetch(messages, profile);
    }
}
