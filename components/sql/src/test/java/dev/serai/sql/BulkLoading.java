/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Loads a million rows and changes them, in a process of its own. */
final class BulkLoading {

    private static final int ROWS = 1_000_000;

    private BulkLoading() {}

    /** @param arguments the kind of database, a folder, and PostgreSQL's URL and port */
    public static void main(String[] arguments) throws Exception {
        PostgresDatabase.Url postgres = new PostgresDatabase.Url(arguments[2], Integer.parseInt(arguments[3]));
        try (SqlWorkspace db =
                SqlKind.valueOf(arguments[0]).start(Path.of(arguments[1]), postgres, "options: {queryTimeout: 10m}")) {
            db.run("CREATE TABLE big (id INTEGER PRIMARY KEY, text VARCHAR(400), amount INTEGER)");
            requireAll(db.call("bulkInsert", Map.of("table", "big", "rows", rows(0, "x".repeat(300)))));
            requireAll(db.call("bulkUpdate", Map.of("table", "big", "rows", rows(1, "y".repeat(300)))));
            List<?> counted = db.query("SELECT count(*) AS \"n\" FROM big WHERE amount = id + 1");
            requireAll(((Number) ((Map<?, ?>) counted.get(0)).get("n")).longValue());
        }
    }

    private static Stream<Map<String, Object>> rows(int more, String text) {
        return IntStream.range(0, ROWS).mapToObj(i -> Map.of("id", i, "text", text + i, "amount", i + more));
    }

    private static void requireAll(Object rows) {
        if (!rows.equals((long) ROWS)) {
            throw new IllegalStateException("Expected " + ROWS + " rows, but " + rows + " were done.");
        }
    }
}
