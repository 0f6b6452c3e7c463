/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.PostgresServer;
import dev.serai.testkit.TcpProxy;
import dev.serai.testkit.conformance.SystemUnderTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL database as the conformance suite handles it: behind a proxy that can be cut, with locks that keep calls
 * waiting, and a function that is counted in each of them.
 */
final class PostgresSystem implements SystemUnderTest, AutoCloseable {

    private final PostgresServer server;
    private final TcpProxy proxy;
    private final String user;
    private final String database;
    private final Connection own;
    private Connection lock;
    private int callsBefore;

    PostgresSystem() throws SQLException {
        server = PostgresServer.start();
        user = server.newUser(SqlConformance.PASSWORD);
        database = server.newDatabase();
        proxy = TcpProxy.start("localhost", server.port());
        own = DriverManager.getConnection(database, server.username(), "");
        execute(own, """
                CREATE TABLE items (id int PRIMARY KEY, name text);
                INSERT INTO items VALUES (1, 'apple'), (2, 'pear');
                CREATE TABLE records (id int PRIMARY KEY, name text);
                INSERT INTO records VALUES (11, 'lime'), (1, 'pear'), (2, 'fig'), (5, 'kiwi'), (3, 'apple'), (7, 'date');
                CREATE TABLE many AS SELECT i AS id FROM generate_series(1, 10000) AS s(i);
                ALTER TABLE many ADD PRIMARY KEY (id);
                CREATE TABLE marks (id serial PRIMARY KEY, note text);
                CREATE FUNCTION seen() RETURNS boolean LANGUAGE plpgsql AS
                  'BEGIN PERFORM pg_stat_force_next_flush(); RETURN true; END';
                CREATE FUNCTION marked() RETURNS trigger LANGUAGE plpgsql AS
                  'BEGIN PERFORM seen(); RETURN null; END';
                CREATE TRIGGER counted AFTER INSERT ON marks FOR EACH STATEMENT EXECUTE FUNCTION marked();
                ALTER ROLE ALL SET track_functions = 'all';
                """);
    }

    String url() {
        return "jdbc:postgresql://localhost:" + proxy.port() + database.substring(database.lastIndexOf('/'));
    }

    String user() {
        return user;
    }

    @Override
    public void reset() {
        release();
        proxy.restore();
        execute(own, "TRUNCATE marks");
        callsBefore = seen();
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
            lock.setAutoCommit(false);
            execute(lock, "LOCK TABLE items, marks IN ACCESS EXCLUSIVE MODE");
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
        return number("SELECT count(*) FROM pg_stat_activity"
                + " WHERE wait_event_type = 'Lock' AND datname = current_database()");
    }

    @Override
    public int calls() {
        return seen() - callsBefore;
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
        proxy.close();
        own.close();
        server.close();
    }

    private int seen() {
        return number("SELECT coalesce(sum(calls), 0) FROM pg_stat_user_functions WHERE funcname = 'seen'");
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
