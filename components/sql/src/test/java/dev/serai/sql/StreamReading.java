/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;

/** Reads more from MariaDB than a process has memory, in a process of its own. */
final class StreamReading {

    /** Of a thousand bytes each. */
    private static final int ROWS = 200_000;

    private StreamReading() {}

    /** @param arguments a folder, a database's URL and its user */
    public static void main(String[] arguments) throws Exception {
        String declaration = "connection: {url: '" + arguments[1] + "', username: " + arguments[2] + "}";
        try (SqlWorkspace db = SqlWorkspace.start(Path.of(arguments[0]), declaration)) {
            Iterator<?> rows = (Iterator<?>) db.call(
                    "query",
                    Map.of("sql", "SELECT seq, repeat('x', 1000) AS t FROM seq_1_to_" + ROWS, "fetchMode", "stream"));
            int count = 0;
            while (rows.hasNext()) {
                rows.next();
                count++;
            }
            if (count != ROWS) {
                throw new IllegalStateException("Expected " + ROWS + " rows, but there were " + count + ".");
            }
        }
    }
}
