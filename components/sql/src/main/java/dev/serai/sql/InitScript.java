/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jooq.SQLDialect;

/**
 * Runs a file of statements at connect. The database itself takes the file apart, so that its own quoting and its own
 * statements are understood; for that the script has a connection of its own.
 */
final class InitScript {

    private final Path file;
    private final SqlFailures failures;

    InitScript(Path file, SqlFailures failures) {
        this.file = file;
        this.failures = failures;
    }

    void run(DriverConnections connections, SQLDialect dialect, Caller caller) {
        String sql = read(caller);
        if (sql.isBlank()) {
            return;
        }
        try (Connection connection = connections.connect(properties(dialect))) {
            execute(connection, sql, caller);
        } catch (SQLException e) {
            throw failures.connecting(caller, e);
        }
    }

    private void execute(Connection connection, String sql, Caller caller) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // SQLite's driver runs a whole script in executeUpdate alone; the others do in both.
            statement.executeUpdate(sql);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw caller.failure(
                            SqlErrors.INIT_SCRIPT_FAILED,
                            "The script " + file + " failed: " + SqlFailures.words(e)
                                    + " Correct the script; it must also run when its tables are already there.")
                    .detail("sqlState", e.getSQLState())
                    .neverSent()
                    .cause(e)
                    .build();
        }
    }

    private String read(Caller caller) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw caller.failure(
                            SqlErrors.INIT_SCRIPT_FAILED,
                            "The script " + file + ", which options.initScript names, cannot be read: " + e + ".")
                    .cause(e)
                    .build();
        }
    }

    private static Properties properties(SQLDialect dialect) {
        Properties properties = new Properties();
        if (MySqlCodes.isSpokenBy(dialect)) {
            properties.setProperty("allowMultiQueries", "true");
        }
        return properties;
    }
}
