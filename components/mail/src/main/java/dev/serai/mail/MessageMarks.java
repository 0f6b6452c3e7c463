/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;

/** Changes what becomes of messages in a folder that is open. */
final class MessageMarks {

    private MessageMarks() {}

    static void set(OpenFolder folder, Message[] messages, Flag flag, boolean value) throws MessagingException {
        folder.folder().setFlags(messages, new Flags(flag), value);
    }

    /**
     * Deletes these messages and no others. A server without UIDPLUS cannot remove single messages: there they are marked as
     * deleted only, and vanish with the next clean-up of the folder.
     */
    static void delete(OpenFolder folder, Message[] messages) throws MessagingException {
        set(folder, messages, Flag.DELETED, true);
        if (folder.store().hasCapability("UIDPLUS")) {
            folder.folder().expunge(messages);
        }
    }

    /** Moves messages to another folder; where the server has no MOVE, they are copied and deleted. */
    static void move(OpenFolder folder, Message[] messages, String target) throws MessagingException {
        if (messages.length == 0) {
            return;
        }
        Folder other = folder.store().getFolder(FolderNames.checked(target, folder.caller()));
        if (!other.exists()) {
            throw new FolderNotFoundException(other, target);
        }
        if (folder.store().hasCapability("MOVE")) {
            folder.folder().moveMessages(messages, other);
            return;
        }
        folder.folder().copyMessages(messages, other);
        delete(folder, messages);
    }
}
