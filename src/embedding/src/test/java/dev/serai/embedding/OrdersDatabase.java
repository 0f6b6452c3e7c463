/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.embedding;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A SQLite file with two orders. */
record OrdersDatabase(Path file) {

    static OrdersDatabase in(Path folder) throws SQLException {
        OrdersDatabase database = new OrdersDatabase(folder.resolve("orders.db"));
        try (Connection connection = DriverManager.getConnection(database.url());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE orders (number INTEGER PRIMARY KEY, note TEXT)");
            statement.executeUpdate("INSERT INTO orders VALUES (1, 'first'), (2, 'a+b&c=%d')");
        }
        return database;
    }

    String url() {
        return "jdbc:sqlite:" + file;
    }
}
