/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchRequest.Pagination;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.Filter;
import dev.serai.connector.Sort;
import dev.serai.connector.StreamRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a table page by page. A page goes on after the last row of the one before, by the values of the columns of the
 * order, so that rows which come or go meanwhile move no other; only a table without any key is counted through.
 */
final class TablePages {

    /** Marks the pages of a stream, which must be able to go on after any row. */
    private static final String OF_STREAM = "ofStream";

    private final Database database;

    TablePages(Database database) {
        this.database = database;
    }

    /** The first page of a stream. */
    static FetchRequest first(StreamRequest request, int pageSize, Caller caller) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put(OF_STREAM, true);
        if (request.options().get("key") != null) {
            options.put("key", request.options().get("key"));
        }
        try {
            return new FetchRequest(
                    request.resource(),
                    Filter.parse((Map<?, ?>) request.options().getOrDefault("filters", Map.of())),
                    ascending(Sort.parse(names(request.options().get("cursor")))),
                    names(request.options().get("fields")),
                    new Pagination(pageSize, 0, Optional.empty(), false),
                    options);
        } catch (IllegalArgumentException e) {
            throw caller.failure(SqlErrors.PARAMETERS_WRONG, e.getMessage()).build();
        }
    }

    private static List<Sort> ascending(List<Sort> sort) {
        if (sort.stream().anyMatch(Sort::descending)) {
            throw new IllegalArgumentException("The 'cursor' of a stream must grow with new rows, so it cannot be"
                    + " descending. Name a column that grows.");
        }
        return sort;
    }

    static List<String> names(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    FetchResponse fetch(FetchRequest request, Caller caller) {
        return database.with(caller, connection -> {
            database.readOnly().begin(connection);
            try {
                return fetch(request, connection, caller);
            } finally {
                database.readOnly().end(connection);
            }
        });
    }

    private FetchResponse fetch(FetchRequest request, Connection connection, Caller caller) throws SQLException {
        TableRead read = TableRead.of(
                database,
                connection,
                new TableRead.Wanted(
                        request.resource(),
                        request.filters(),
                        request.sort(),
                        request.fields(),
                        names(request.options().get("key"))),
                caller);
        boolean identifies = read.order().identifies();
        if (!identifies && request.options().containsKey(OF_STREAM)) {
            throw caller.failure(
                            SqlErrors.CURSOR_REFUSED,
                            "'" + request.resource() + "' has no primary key, so that a stream could not go on after a"
                                    + " row. Name the columns that tell its rows apart with the option 'key'.")
                    .build();
        }
        Pagination pagination = request.pagination();
        Optional<String> cursor = pagination.cursor();
        long offset = cursor.isPresent() && !identifies ? RowPosition.rows(cursor.get(), caller) : pagination.offset();
        Optional<List<Object>> after =
                cursor.filter(text -> identifies).map(text -> RowPosition.values(text, read.order(), caller));
        // One more row says whether there is another page.
        List<Map<String, Object>> rows = read.rows(after, offset, pagination.limit() + 1, "");
        boolean more = rows.size() > pagination.limit();
        List<DataRecord> records = new ArrayList<>();
        for (Map<String, Object> row : more ? rows.subList(0, pagination.limit()) : rows) {
            records.add(read.record(row, offset + records.size() + 1));
        }
        Optional<String> next = !more
                ? Optional.empty()
                : Optional.of(
                        identifies
                                ? records.get(records.size() - 1).position()
                                : RowPosition.afterRows(offset + records.size()));
        return new FetchResponse(
                records, pagination.total() ? OptionalLong.of(read.count()) : OptionalLong.empty(), next, Map.of());
    }
}
