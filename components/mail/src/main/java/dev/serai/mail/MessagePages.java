/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.mail;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.Names;
import dev.serai.connector.Sort;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.angus.mail.imap.IMAPStore;

/** Reads a folder page by page, the newest message first unless the other way is asked for. Thread-safe. */
final class MessagePages {

    private final Connections<IMAPStore> connections;
    private final Caller caller;

    MessagePages(Connections<IMAPStore> connections, Caller caller) {
        this.connections = connections;
        this.caller = caller;
    }

    FetchResponse fetch(FetchRequest request) {
        MessageSearch search = MessageSearch.of(request.filters(), caller);
        boolean oldestFirst = oldestFirst(request.sort());
        request.fields().forEach(this::requireKnown);
        Optional<Cursor> cursor = request.pagination().cursor().map(text -> Cursor.of(text, caller));
        return OpenFolder.use(
                connections,
                caller,
                request.resource(),
                false,
                folder -> page(folder, request, search, oldestFirst, cursor));
    }

    private FetchResponse page(
            OpenFolder folder, FetchRequest request, MessageSearch search, boolean oldestFirst, Optional<Cursor> cursor)
            throws MessagingException {
        MessageSearch wanted = search;
        if (cursor.isPresent()) {
            folder.requireValidity(cursor.get().validity());
            long uid = cursor.get().uid();
            wanted = oldestFirst ? search.after(uid) : search.before(uid);
        }
        List<Message> found = new ArrayList<>(wanted.in(folder));
        if (!oldestFirst) {
            Collections.reverse(found);
        }
        int from = (int) Math.min(found.size(), request.pagination().offset());
        int to = (int) Math.min(found.size(), (long) from + request.pagination().limit());
        List<DataRecord> records = rows(folder, found.subList(from, to), request.fields());
        Optional<String> next = to < found.size() && !records.isEmpty()
                ? Optional.of(records.get(records.size() - 1).position())
                : Optional.empty();
        return new FetchResponse(records, total(folder, request, search, cursor, found), next, Map.of());
    }

    /** With a cursor, what lies before it counts, too. */
    private static OptionalLong total(
            OpenFolder folder, FetchRequest request, MessageSearch search, Optional<Cursor> cursor, List<Message> found)
            throws MessagingException {
        if (!request.pagination().total()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                cursor.isEmpty() ? found.size() : search.in(folder).size());
    }

    private static List<DataRecord> rows(OpenFolder folder, List<Message> messages, List<String> fields)
            throws MessagingException {
        folder.load(messages.toArray(Message[]::new), MessageRow.PARTS);
        List<DataRecord> rows = new ArrayList<>();
        for (Message message : messages) {
            if (!message.isExpunged()) {
                rows.add(MessageRow.of(folder, message, fields));
            }
        }
        return rows;
    }

    private boolean oldestFirst(List<Sort> sort) {
        if (sort.isEmpty()) {
            return false;
        }
        if (sort.size() > 1 || !sort.get(0).field().equals("uid")) {
            throw refused(
                    ConnectorErrors.UNSUPPORTED,
                    "Messages have the order of their numbers. Write 'uid' for the oldest first, or nothing for the newest"
                            + " first.");
        }
        return !sort.get(0).descending();
    }

    private void requireKnown(String field) {
        if (!MessageRow.FIELDS.contains(field)) {
            throw refused(
                    MailErrors.OPTION_REFUSED,
                    "A message in a list has no field '" + field + "'. " + Names.suggestion(field, MessageRow.FIELDS));
        }
    }

    private ConnectorException refused(ErrorCode code, String sentence) {
        return caller.failure(code, sentence).neverSent().build();
    }

    /** The message after which a page begins, and under which validity it has its number. */
    private record Cursor(long validity, long uid) {

        static Cursor of(String text, Caller caller) {
            if (!text.matches("\\d{1,10}-\\d{1,10}")) {
                throw caller.failure(
                                MailErrors.OPTION_REFUSED,
                                "The cursor '" + text
                                        + "' is none of this connector's. Give the one of the page before.")
                        .neverSent()
                        .build();
            }
            int mark = text.indexOf('-');
            return new Cursor(Long.parseLong(text.substring(0, mark)), Long.parseLong(text.substring(mark + 1)));
        }
    }
}
