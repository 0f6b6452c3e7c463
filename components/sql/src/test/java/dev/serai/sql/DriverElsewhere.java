/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Loads rows through a driver that only the application's class loader knows, in a process of its own. */
final class DriverElsewhere {

    private DriverElsewhere() {}

    /** @param arguments a folder, a database's URL, its user, and the driver's jar */
    public static void main(String[] arguments) throws Exception {
        URL jar = Path.of(arguments[3]).toUri().toURL();
        String declaration = "connection: {url: '" + arguments[1] + "', username: " + arguments[2] + "}";
        try (URLClassLoader application = new URLClassLoader(new URL[] {jar}, DriverElsewhere.class.getClassLoader());
                SqlWorkspace db = SqlWorkspace.prepare(Path.of(arguments[0]), declaration)) {
            db.camelContext().setApplicationContextClassLoader(application);
            db.camelContext().start();
            db.run("CREATE TABLE orders (id INTEGER PRIMARY KEY, note TEXT)");
            require(db.call("bulkInsert", Map.of("table", "orders", "rows", List.of(row(1, "a"), row(2, "b")))));
            require(db.call("bulkUpdate", Map.of("table", "orders", "rows", List.of(row(1, "c"), row(2, "c")))));
            require((long) db.query("SELECT id FROM orders WHERE note = 'c'").size());
        }
    }

    private static Map<String, Object> row(int id, String note) {
        return Map.of("id", id, "note", note);
    }

    private static void require(Object rows) {
        if (!rows.equals(2L)) {
            throw new IllegalStateException("Expected 2 rows, but there were " + rows + ".");
        }
    }
}
