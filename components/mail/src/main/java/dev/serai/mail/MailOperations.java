/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.DataOperations;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import dev.serai.connector.camel.SeenKeysIdempotentRepository;
import java.util.List;

/** What a mail connector can do. */
final class MailOperations {

    static final Operation SEND = Operation.call("send", "Sends a message to all recipients, or to none.")
            .payload(Field.optional(
                    "message",
                    Field.Type.ANY,
                    "Text, which is what the message says, or a map of the other inputs by name. An input that the route"
                            + " sets wins over the map's."))
            .field(people("to", "Who gets it: addresses with commas between them, or a list."))
            .field(people("cc", "Who gets a copy, and is named in it."))
            .field(people("bcc", "Who gets a copy, and is not named in it."))
            .field(Field.optional("from", Field.Type.STRING, "Who sends it. By default 'options.from'."))
            .field(people("replyTo", "Who gets the answers, when that is not who sends it."))
            .field(Field.optional("subject", Field.Type.STRING, "What it is about, in one line."))
            .field(Field.optional("text", Field.Type.STRING, "What it says, as plain text."))
            .field(Field.optional(
                    "html",
                    Field.Type.STRING,
                    "What it says, as HTML. With 'text' beside it, the reader's program chooses."))
            .field(Field.optional(
                    "attachments",
                    Field.Type.LIST,
                    "Maps of 'name', 'content' (bytes, text or a stream) and perhaps 'contentType'. One with a 'contentId'"
                            + " is what cid:ID shows in the HTML."))
            .field(Field.optional("headers", Field.Type.MAP, "Further headers by name, such as X-Order."))
            .field(Field.optional("priority", Field.Type.STRING, "What readers' programs may show.")
                    .oneOf("high", "normal", "low"))
            .output(Field.Type.MAP, "The message's identifier as 'messageId', and the addresses as 'recipients'.")
            .metadata("messageId", Field.Type.STRING, "The message's identifier, its header Message-ID.")
            .build();

    static final Operation FETCH =
            DataOperations.fetch("The folder, such as INBOX.").build();

    static final Operation READ = Operation.call(
                    "read", "Reads a message with all that is in it, and does not mark it.")
            .readOnly()
            .field(folder())
            .resource("folder")
            .field(Field.required("uid", Field.Type.INTEGER, "The message's number in the folder.")
                    .between("1", ""))
            .field(validity())
            .output(
                    Field.Type.MAP,
                    "The message: uid, folder, size, seen, flagged, messageId, from, to, cc, replyTo, subject, date, text,"
                            + " html, attachments, headers, problems.")
            .metadata("uid", Field.Type.INTEGER, "The message's number in the folder.")
            .metadata("uidValidity", Field.Type.INTEGER, "Under which the server numbers the folder's messages.")
            .build();

    static final Operation MARK = Operation.call("mark", "Marks messages as seen or flagged, or takes the marks away.")
            .idempotent()
            .field(folder())
            .resource("folder")
            .field(uids())
            .field(validity())
            .field(Field.optional("seen", Field.Type.BOOLEAN, "Whether they count as seen."))
            .field(Field.optional("flagged", Field.Type.BOOLEAN, "Whether they are flagged."))
            .output(Field.Type.INTEGER, "How many of the messages were there.")
            .build();

    static final Operation MOVE = Operation.call("move", "Moves messages to another folder of the same mailbox.")
            .field(folder())
            .field(uids())
            .field(validity())
            .field(Field.required("toFolder", Field.Type.STRING, "The folder that they go to; it must be there."))
            .output(Field.Type.INTEGER, "How many of the messages were there.")
            .build();

    static final Operation DELETE = Operation.call("delete", "Deletes messages for good.")
            .idempotent()
            .field(folder())
            .resource("folder")
            .field(uids())
            .field(validity())
            .output(Field.Type.INTEGER, "How many of the messages were there.")
            .build();

    static final Operation RECEIVE = Operation.stream(
                    "receive", "Waits for messages of a folder, and starts the route for each of them once.")
            .field(folder())
            .resource("folder")
            .field(Field.optional(
                            "unseen", Field.Type.BOOLEAN, "Whether only messages come that are not marked as seen.")
                    .withDefault("true"))
            .field(Field.optional(
                    "filters",
                    Field.Type.MAP,
                    "Conditions that must all hold, as in 'fetch': {subject: {like: '%order%'}}."))
            .field(Field.optional(
                            "afterSuccess",
                            Field.Type.STRING,
                            "What becomes of a message that the route is done with: it is marked as seen, flagged, moved to"
                                    + " 'toFolder', deleted, or left as it is.")
                    .oneOf("seen", "flag", "move", "delete", "leave")
                    .withDefault("seen"))
            .field(Field.optional("toFolder", Field.Type.STRING, "With afterSuccess=move: where to; it must be there."))
            .field(Field.optional(
                            "attempts",
                            Field.Type.INTEGER,
                            "How often the route is given a message that it fails for, once in each look.")
                    .between("1", "100")
                    .withDefault("5"))
            .field(Field.optional(
                            "afterFailure",
                            Field.Type.STRING,
                            "What becomes of a message when the last attempt failed, too: it is left as it is, flagged, or"
                                    + " moved to 'failureFolder'.")
                    .oneOf("leave", "flag", "move")
                    .withDefault("leave"))
            .field(Field.optional(
                    "failureFolder", Field.Type.STRING, "With afterFailure=move: where to; it must be there."))
            .field(Field.optional(
                            "maxMessages", Field.Type.INTEGER, "How many messages one look gives to the route at most.")
                    .between("1", "10000")
                    .withDefault("100"))
            .field(Field.optional("pollInterval", Field.Type.DURATION, "The wait between two looks at the folder.")
                    .between("100ms", "")
                    .withDefault("10s"))
            .field(Field.optional(
                    "reader",
                    Field.Type.STRING,
                    "Names this reader, so that several routes receive the same folder, each for itself."))
            .field(Field.optional(
                            "rememberFor",
                            Field.Type.DURATION,
                            "How long it is remembered that the route is done with a message; after that it comes again if"
                                    + " it is still there and not marked.")
                    .between("1s", "")
                    .withDefault(SeenKeysIdempotentRepository.FOR_EVER.toDays() + "d"))
            .output(Field.Type.MAP, "A message as 'read' gives it.")
            .metadata("resource", Field.Type.STRING, "The folder.")
            .metadata("recordId", Field.Type.STRING, "The message's number in the folder.")
            .metadata("folder", Field.Type.STRING, "The folder, so that 'mark', 'move' and 'delete' need not be told.")
            .metadata("uid", Field.Type.INTEGER, "The message's number in the folder, likewise.")
            .metadata("uidValidity", Field.Type.INTEGER, "Under which the server numbers the messages, likewise.")
            .build();

    static final List<Operation> ALL = List.of(SEND, FETCH, READ, MARK, MOVE, DELETE, RECEIVE);

    private MailOperations() {}

    private static Field people(String name, String description) {
        return Field.optional(name, Field.Type.ANY, description);
    }

    private static Field folder() {
        return Field.optional("folder", Field.Type.STRING, "The folder.").withDefault("INBOX");
    }

    private static Field uids() {
        return Field.required(
                "uid", Field.Type.ANY, "The message's number in the folder, or several with commas or as a list.");
    }

    private static Field validity() {
        return Field.optional(
                "uidValidity",
                Field.Type.INTEGER,
                "Under which the number was given out. When the server has numbered the folder anew, the call is refused"
                        + " instead of meaning another message.");
    }
}
