/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which records to fetch.
 *
 * @param resource the file, table or collection, as the connector names it
 * @param filters all of which must hold
 * @param sort the order, most important key first; empty for the system's own
 * @param fields the only fields that are wanted; empty for all
 * @param pagination which part of the records
 * @param options what only this connector knows, by name
 */
public record FetchRequest(
        String resource,
        List<Filter> filters,
        List<Sort> sort,
        List<String> fields,
        Pagination pagination,
        Map<String, Object> options) {

    public FetchRequest {
        filters = List.copyOf(filters);
        sort = List.copyOf(sort);
        fields = List.copyOf(fields);
        options = Map.copyOf(options);
    }

    /** The first page of a resource. */
    public static FetchRequest of(String resource) {
        return new FetchRequest(resource, List.of(), List.of(), List.of(), Pagination.FIRST, Map.of());
    }

    /** The same request for the page after a response's. */
    public FetchRequest after(FetchResponse response) {
        return new FetchRequest(
                resource,
                filters,
                sort,
                fields,
                new Pagination(pagination.limit(), 0, response.nextCursor(), pagination.total()),
                options);
    }

    /**
     * A part of the records.
     *
     * @param limit the most records wanted, at least 1
     * @param offset how many records to leave out; 0 with a cursor
     * @param cursor {@link FetchResponse#nextCursor()} of the page before; empty for the first page
     * @param total whether the number of all records is wanted, which may cost a second call
     */
    public record Pagination(int limit, long offset, Optional<String> cursor, boolean total) {

        /** The first 100 records. */
        public static final Pagination FIRST = new Pagination(100, 0, Optional.empty(), false);

        public Pagination {
            if (limit < 1) {
                throw new IllegalArgumentException("'limit' must be at least 1.");
            }
            if (offset < 0) {
                throw new IllegalArgumentException("'offset' must not be negative.");
            }
            if (offset > 0 && cursor.isPresent()) {
                throw new IllegalArgumentException("Give 'offset' or 'cursor', not both.");
            }
        }
    }
}
