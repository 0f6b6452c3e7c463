/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.conformance.SystemUnderTest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A database as the conformance suite handles it, through a connection of its own. */
abstract class DatabaseSystem implements SystemUnderTest, AutoCloseable {

    private final Connection own;

    DatabaseSystem(String url, String user, String password) throws SQLException {
        own = DriverManager.getConnection(url, user, password);
    }

    @Override
    public int effects() {
        return number("SELECT count(*) FROM marks");
    }

    @Override
    public void close() throws IOException, SQLException {
        own.close();
    }

    final void execute(String sql) {
        execute(own, sql);
    }

    static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    final synchronized int number(String sql) {
        try (Statement statement = own.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
