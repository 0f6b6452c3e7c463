/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A session that a test has beside a connector's: it holds locks, and sees and ends the others. */
final class DatabaseSession implements AutoCloseable {

    private final Connection connection;
    private final Connection observer;

    private DatabaseSession(Connection connection, Connection observer) {
        this.connection = connection;
        this.observer = observer;
    }

    /** A session in the database of a connector. */
    static DatabaseSession beside(SqlWorkspace db) throws SQLException {
        SqlConfiguration configuration =
                (SqlConfiguration) db.connector().declaration().configuration();
        SqlConnection as = configuration.connection();
        return new DatabaseSession(
                DriverManager.getConnection(configuration.url(), as.username(), as.password()),
                DriverManager.getConnection(configuration.url(), as.username(), as.password()));
    }

    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** How many sessions of this database wait for a lock. */
    int waiting(Kind kind) throws SQLException {
        return number(
                switch (kind) {
                    case POSTGRESQL ->
                        "SELECT count(*) FROM pg_stat_activity"
                                + " WHERE wait_event_type = 'Lock' AND datname = current_database()";
                    case MARIADB, MARIADB_BY_MYSQLS_DRIVER ->
                        "SELECT count(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p"
                                + " ON p.id = t.trx_mysql_thread_id"
                                + " WHERE t.trx_state = 'LOCK WAIT' AND p.db = database()";
                    default -> "SELECT count(*) FROM information_schema.sessions WHERE blocker_id IS NOT NULL";
                });
    }

    /** How many sessions of this database run a statement, besides this one. */
    int running(Kind kind) throws SQLException {
        return number(
                kind == Kind.POSTGRESQL
                        ? "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                                + " AND datname = current_database() AND pid <> pg_backend_pid()"
                        : "SELECT count(*) FROM information_schema.processlist"
                                + " WHERE command <> 'Sleep' AND db = database() AND id <> connection_id()");
    }

    /** Ends the sessions of this database that wait for a lock. */
    void endWhoWaits(Kind kind) throws SQLException {
        if (kind == Kind.POSTGRESQL) {
            int unused = number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock' AND datname = current_database()");
            return;
        }
        int id = number("SELECT t.trx_mysql_thread_id FROM information_schema.innodb_trx t"
                + " JOIN information_schema.processlist p ON p.id = t.trx_mysql_thread_id"
                + " WHERE t.trx_state = 'LOCK WAIT' AND p.db = database()");
        try (Statement statement = observer.createStatement()) {
            statement.execute("KILL CONNECTION " + id);
        }
    }

    /** How many sessions PostgreSQL has in this database besides the two of this object. */
    int others() throws SQLException {
        return number("SELECT count(*) - 2 FROM pg_stat_activity WHERE datname = current_database()");
    }

    /** Ends the statements of PostgreSQL's other sessions. */
    void endWhatRuns() throws SQLException {
        run("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE state = 'active'"
                + " AND datname = current_database() AND pid <> pg_backend_pid()");
    }

    private int number(String sql) throws SQLException {
        try (Statement statement = observer.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        observer.close();
    }
}
