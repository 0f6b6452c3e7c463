/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.DataRecord;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.FetchResponse;
import dev.serai.connector.Filter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One page of records: the query for it, and the answer's meaning. A page's cursor is the number of records before it. */
final class KeyValuePages {

    private final FetchRequest request;
    private final Caller caller;
    private final long offset;

    /** @throws dev.serai.connector.ConnectorException when the cursor is none of ours */
    KeyValuePages(FetchRequest request, Caller caller) {
        this.request = request;
        this.caller = caller;
        this.offset = request.pagination()
                .cursor()
                .map(this::position)
                .orElse(request.pagination().offset());
    }

    /** @throws dev.serai.connector.ConnectorException when the server does not know a comparison */
    Map<String, Object> query() {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("prefix", request.resource());
        query.put("filters", request.filters().stream().map(this::filter).toList());
        query.put(
                "sort",
                request.sort().stream()
                        .map(key -> Map.of("field", key.field(), "descending", key.descending()))
                        .toList());
        query.put("fields", request.fields());
        query.put("offset", offset);
        query.put("limit", request.pagination().limit());
        return query;
    }

    FetchResponse response(String text) {
        Map<String, Object> answer = Json.read(text);
        long total = ((Number) answer.get("total")).longValue();
        List<DataRecord> records = new ArrayList<>();
        for (Map<String, Object> row : rows(answer)) {
            records.add(new DataRecord(String.valueOf(offset + records.size() + 1), row, Map.of()));
        }
        long end = offset + records.size();
        return new FetchResponse(
                records,
                request.pagination().total() ? OptionalLong.of(total) : OptionalLong.empty(),
                end < total ? Optional.of(String.valueOf(end)) : Optional.empty(),
                Map.of());
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> rows(Map<String, Object> answer) {
        return (List<Map<String, Object>>) answer.get("records");
    }

    private Map<String, Object> filter(Filter filter) {
        if (filter.operator() == Filter.Operator.LIKE) {
            throw caller.failure(
                            KeyValueErrors.UNSUPPORTED,
                            "The server does not know the comparison 'like'. Compare with eq, ne, gt, gte, lt, lte or in.")
                    .neverSent()
                    .build();
        }
        return Map.of("field", filter.field(), "operator", filter.operator(), "value", filter.value());
    }

    private long position(String cursor) {
        if (!cursor.matches("\\d{1,9}")) {
            throw caller.failure(
                            ConnectorErrors.INPUT_INVALID,
                            "The cursor '" + cursor + "' is none of this connector's. Give the one of the page before.")
                    .build();
        }
        return Long.parseLong(cursor);
    }
}
