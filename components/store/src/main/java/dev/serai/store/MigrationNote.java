/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteDataSource;

/**
 * A database's own note of the migrations that it has seen. To find that out Flyway loads hundreds of classes and compares
 * each script, which is a good part of a start, and nearly always finds that nothing is to be done.
 *
 * @param component names the component's migration history
 * @param scripts a checksum of its migrations
 */
record MigrationNote(String component, String scripts) {

    /** Whether the tables are those of the scripts, and nobody has migrated them further. */
    boolean isTrueOf(SQLiteDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (!exists(statement, "migrated") || !exists(statement, history())) {
                return false;
            }
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT 1 FROM migrated WHERE component = ? AND scripts = ? AND migrations = (SELECT count(*) FROM "
                            + history() + ")")) {
                query.setString(1, component);
                query.setString(2, scripts);
                try (ResultSet found = query.executeQuery()) {
                    return found.next();
                }
            }
        }
    }

    /** Writes it, after the migrations. */
    void write(SQLiteDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT OR REPLACE INTO migrated (component, scripts, migrations) SELECT ?, ?, count(*) FROM "
                                + history())) {
            insert.setString(1, component);
            insert.setString(2, scripts);
            insert.executeUpdate();
        }
    }

    private String history() {
        return component + "_schema_history";
    }

    private static boolean exists(Statement statement, String table) throws SQLException {
        try (ResultSet found =
                statement.executeQuery("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '" + table + "'")) {
            return found.next();
        }
    }
}
