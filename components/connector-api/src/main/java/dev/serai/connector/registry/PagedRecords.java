/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.RecordCursor;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Records that are read page by page, one page in memory. The position of a record is how many records of a page were
 * read and that page's cursor, so that reading goes on also within a page, and finds what was added to the last one; a
 * record that has a position of its own begins a page after it.
 */
final class PagedRecords implements RecordCursor {

    private final Function<FetchRequest, FetchResponse> fetch;
    private final int maxPages;
    private final Set<String> cursors = new HashSet<>();
    private FetchRequest request;
    private FetchResponse page;
    private Iterator<DataRecord> records;
    private int pages;
    private int read;

    /**
     * @param first asks for the first page
     * @param position of the record after which reading goes on; empty to begin
     * @throws ConnectorException when the position is none of this class's
     */
    PagedRecords(
            Function<FetchRequest, FetchResponse> fetch, FetchRequest first, int maxPages, Optional<String> position) {
        this.fetch = fetch;
        this.maxPages = maxPages;
        this.request = first;
        position.ifPresent(this::goTo);
    }

    private void goTo(String position) {
        int mark = position.indexOf('@');
        try {
            read = Integer.parseInt(position.substring(0, Math.max(mark, 0)));
        } catch (NumberFormatException e) {
            throw ConnectorException.of(
                            ConnectorErrors.CONFIGURATION,
                            "The saved position '" + position + "' is none of a list of pages. Reset it with 'serai"
                                    + " checkpoints reset'.")
                    .build();
        }
        String cursor = position.substring(mark + 1);
        request = at(cursor.isEmpty() ? Optional.empty() : Optional.of(cursor));
    }

    @Override
    public boolean hasNext() {
        while (records == null || !records.hasNext()) {
            if (records != null && !turn()) {
                return false;
            }
            open();
        }
        return true;
    }

    private void open() {
        page = fetch.apply(request);
        pages++;
        records = page.records().iterator();
        for (int skipped = 0; skipped < read && records.hasNext(); skipped++) {
            records.next();
        }
    }

    /** Goes to the next page; false when there is none, or enough were read. */
    private boolean turn() {
        Optional<String> next = page.nextCursor();
        if (next.isEmpty() || pages >= maxPages) {
            return false;
        }
        if (!cursors.add(next.get())) {
            throw ConnectorException.of(
                            ConnectorErrors.UNEXPECTED,
                            "The pages go round in a circle: the page with the cursor '" + next.get()
                                    + "' comes again. The system names wrong next pages.")
                    .build();
        }
        request = at(next);
        read = 0;
        return true;
    }

    private FetchRequest at(Optional<String> cursor) {
        return new FetchRequest(
                request.resource(),
                request.filters(),
                request.sort(),
                request.fields(),
                new FetchRequest.Pagination(
                        request.pagination().limit(),
                        0,
                        cursor,
                        request.pagination().total()),
                request.options());
    }

    @Override
    public DataRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        DataRecord record = records.next();
        read++;
        return new DataRecord(record.id(), record.data(), record.metadata(), record.timestamp(), position(record));
    }

    private String position(DataRecord record) {
        if (record.position() != null) {
            return "0@" + record.position();
        }
        boolean last = !records.hasNext() && page.nextCursor().isPresent();
        return last
                ? "0@" + page.nextCursor().get()
                : read + "@" + request.pagination().cursor().orElse("");
    }

    /** Nothing is open between two pages. */
    @Override
    public void close() {}
}
