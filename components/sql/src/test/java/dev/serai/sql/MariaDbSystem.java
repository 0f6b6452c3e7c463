/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.MariaDbServer;
import dev.serai.testkit.TcpProxy;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A MariaDB database as the conformance suite handles it: behind a proxy that can be cut, with locks that keep calls
 * waiting, and the server's log of all it is asked.
 */
final class MariaDbSystem implements SystemUnderTest, AutoCloseable {

    private final MariaDbServer server = MariaDbServer.shared();
    private final TcpProxy proxy = TcpProxy.start("localhost", server.port());
    private final String user = server.newUser(SqlConformance.PASSWORD);
    private final String database = server.newDatabase();
    private final Connection own;
    private Connection lock;

    MariaDbSystem() throws SQLException {
        own = DriverManager.getConnection(database, server.username(), "");
        execute(own, "CREATE TABLE items (id int PRIMARY KEY, name text)");
        execute(own, "INSERT INTO items VALUES (1, 'apple'), (2, 'pear')");
        execute(own, "CREATE TABLE records (id int PRIMARY KEY, name varchar(20))");
        execute(
                own,
                "INSERT INTO records VALUES (11, 'lime'), (1, 'pear'), (2, 'fig'), (5, 'kiwi'), (3, 'apple'), (7, 'date')");
        execute(own, "CREATE TABLE many (id int PRIMARY KEY)");
        execute(own, "SET max_recursive_iterations = 10000");
        execute(
                own,
                "INSERT INTO many WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
                        + " SELECT i FROM n");
        execute(own, "CREATE TABLE marks (id int AUTO_INCREMENT PRIMARY KEY, note text)");
        execute(own, "SET GLOBAL log_output = 'TABLE', GLOBAL general_log = ON");
    }

    String url() {
        return database.replace(":" + server.port() + "/", ":" + proxy.port() + "/");
    }

    String user() {
        return user;
    }

    @Override
    public void reset() {
        release();
        proxy.restore();
        execute(own, "TRUNCATE marks");
        execute(own, "TRUNCATE mysql.general_log");
    }

    @Override
    public void stop() {
        proxy.cut();
    }

    @Override
    public void start() {
        proxy.restore();
    }

    @Override
    public void hold() {
        try {
            lock = DriverManager.getConnection(database, server.username(), "");
            execute(lock, "LOCK TABLES items WRITE, marks WRITE");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void release() {
        if (lock != null) {
            try {
                lock.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            lock = null;
        }
    }

    @Override
    public int held() {
        return number("SELECT count(*) FROM information_schema.processlist"
                + " WHERE state LIKE 'Waiting for table%' AND user = '" + user + "'");
    }

    @Override
    public int calls() {
        return number("SELECT count(*) FROM mysql.general_log WHERE user_host LIKE '" + user + "[%'"
                + " AND (argument LIKE '%items%' OR argument LIKE '%marks%')");
    }

    @Override
    public int openConnections() {
        return proxy.openConnections();
    }

    @Override
    public int effects() {
        return number("SELECT count(*) FROM marks");
    }

    @Override
    public void close() throws SQLException {
        release();
        execute(own, "SET GLOBAL general_log = OFF");
        proxy.close();
        own.close();
    }

    private synchronized int number(String sql) {
        try (Statement statement = own.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
