/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionResult;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;

/** The operations on single messages of a mailbox. Thread-safe. */
final class MailboxCalls {

    private final Connections<IMAPStore> connections;
    private final MailOptions options;

    MailboxCalls(Connections<IMAPStore> connections, MailOptions options) {
        this.connections = connections;
        this.options = options;
    }

    Connections<IMAPStore> connections() {
        return connections;
    }

    /** Reads a message with everything in it, and does not mark it. */
    ExecutionResult read(Caller caller, Map<String, Object> input) {
        long uid = Uids.one(input.get("uid"), caller);
        return in(caller, input, false, folder -> {
            Message message = folder.message(uid);
            if (message == null) {
                throw caller.failure(
                                MailErrors.MESSAGE_NOT_FOUND,
                                "The folder '" + input.get("folder") + "' has no message " + uid
                                        + ". It was moved or deleted, or never there. 'fetch' lists those that are.")
                        .build();
            }
            return ExecutionResult.of(message(folder, message), Map.of("uid", uid, "uidValidity", folder.validity()));
        });
    }

    /** A message as routes get it. */
    Map<String, Object> message(OpenFolder folder, Message message) throws MessagingException, IOException {
        return MessageReading.of(
                folder, (IMAPMessage) message, connections.opening().session(), options.maxMessageSize());
    }

    ExecutionResult mark(Caller caller, Map<String, Object> input) {
        Object seen = input.get("seen");
        Object flagged = input.get("flagged");
        if (seen == null && flagged == null) {
            throw caller.failure(
                            MailErrors.OPTION_REFUSED,
                            "Nothing is said of how the messages shall be marked. Set 'seen', 'flagged' or both.")
                    .neverSent()
                    .build();
        }
        return change(caller, input, (folder, messages) -> {
            if (seen != null) {
                MessageMarks.set(folder, messages, Flag.SEEN, (Boolean) seen);
            }
            if (flagged != null) {
                MessageMarks.set(folder, messages, Flag.FLAGGED, (Boolean) flagged);
            }
        });
    }

    ExecutionResult move(Caller caller, Map<String, Object> input) {
        return change(
                caller,
                input,
                (folder, messages) -> MessageMarks.move(folder, messages, (String) input.get("toFolder")));
    }

    ExecutionResult delete(Caller caller, Map<String, Object> input) {
        return change(caller, input, MessageMarks::delete);
    }

    private ExecutionResult change(Caller caller, Map<String, Object> input, Change change) {
        List<Long> uids = Uids.all(input.get("uid"), caller);
        return in(caller, input, true, folder -> {
            Message[] messages = folder.messages(uids);
            if (messages.length > 0) {
                change.on(folder, messages);
            }
            return ExecutionResult.of((long) messages.length).withUsage(messages.length, 0);
        });
    }

    private <T> T in(Caller caller, Map<String, Object> input, boolean change, OpenFolder.Use<T> use) {
        Object validity = input.get("uidValidity");
        return OpenFolder.use(connections, caller, (String) input.get("folder"), change, folder -> {
            if (validity != null) {
                folder.requireValidity((Long) validity);
            }
            return use.with(folder);
        });
    }

    /** What becomes of messages. */
    @FunctionalInterface
    private interface Change {
        void on(OpenFolder folder, Message[] messages) throws MessagingException;
    }
}
