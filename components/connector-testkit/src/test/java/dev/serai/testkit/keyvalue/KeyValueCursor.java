/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.keyvalue;

import dev.serai.connector.DataRecord;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;

/** Reads records by name, a page at a time. A record's position is its name, so that it holds when others come or go. */
final class KeyValueCursor implements RecordCursor {

    private final String prefix;
    private final int pageSize;
    private final Function<Map<String, Object>, String> server;
    private final Queue<Map<String, Object>> page = new ArrayDeque<>();
    private String after;
    private boolean ended;

    /** @param server answers a query; fails with a {@link dev.serai.connector.ConnectorException} */
    KeyValueCursor(StreamRequest request, int pageSize, Function<Map<String, Object>, String> server) {
        this.prefix = request.resource();
        this.pageSize = pageSize;
        this.server = server;
        this.after = request.position().orElse(null);
    }

    @Override
    public boolean hasNext() {
        if (page.isEmpty() && !ended) {
            read();
        }
        return !page.isEmpty();
    }

    private void read() {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("prefix", prefix);
        query.put("after", after);
        query.put("limit", pageSize);
        page.addAll(KeyValuePages.rows(Json.read(server.apply(query))));
        ended = page.size() < pageSize;
    }

    @Override
    public DataRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The stream has ended.");
        }
        Map<String, Object> row = page.remove();
        after = (String) row.get("name");
        return new DataRecord(after, row, Map.of(), null, after);
    }

    @Override
    public void close() {
        ended = true;
        page.clear();
    }
}
