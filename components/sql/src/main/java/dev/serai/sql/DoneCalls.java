/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jooq.DSLContext;
import org.jooq.Name;
import org.jooq.impl.DSL;

/**
 * The table of calls that are done: one row for each, written in the transaction of the call. A row without a result is of
 * a call that is under way, or of one whose transaction was ended by a statement of its own. Thread-safe.
 */
final class DoneCalls {

    /** What every database tells apart as it is, and what is no digest. */
    private static final Pattern PLAIN_KEY = Pattern.compile("[0-9a-z-]{1,63}");

    private static final int REMOVED_TOGETHER = 1000;

    private final Database database;
    private final String table;
    private final Duration retention;
    private volatile boolean there;

    DoneCalls(Database database, SqlOptions options) {
        this.database = database;
        this.table = options.exactlyOnceTable();
        this.retention = options.exactlyOnceRetention();
    }

    /**
     * A call that was made before.
     *
     * @param call a digest of what it asked for
     * @param result null when nobody knows it
     */
    record Done(String call, byte[] result) {}

    /** As the declaration has it. */
    String table() {
        return table;
    }

    /** What a key is found by: itself, or its digest. Two keys never have the same. */
    static String id(String key) {
        return PLAIN_KEY.matcher(key).matches() ? key : CallDigest.of(key);
    }

    /**
     * Makes the table unless it is there.
     *
     * @return whether this is the first time that it was looked for
     * @throws ConnectorException when it cannot be made; says how it can by hand
     */
    boolean requireTable(Caller caller) {
        return !there && lookForTable(caller);
    }

    private synchronized boolean lookForTable(Caller caller) {
        if (there) {
            return false;
        }
        if (!isThere(caller)) {
            List<String> statements = definition(caller);
            try {
                database.with(caller, connection -> make(connection, statements));
            } catch (ConnectorException e) {
                // Another node may have made it in the same moment.
                if (!isThere(caller)) {
                    throw notMade(statements, e, caller);
                }
            }
        }
        there = true;
        return true;
    }

    private boolean isThere(Caller caller) {
        String sql = "SELECT id, call_digest, result, done_at FROM " + name(caller) + " WHERE 1 = 0";
        try {
            return database.with(caller, connection -> {
                try (PreparedStatement statement = connection.prepareStatement(sql);
                        ResultSet none = database.timeout().within(statement, statement::executeQuery)) {
                    return !none.next();
                }
            });
        } catch (ConnectorException e) {
            if (e.errorCode().equals(SqlErrors.STATEMENT_REFUSED)) {
                return false;
            }
            throw e;
        }
    }

    private static Void make(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return null;
    }

    private List<String> definition(Caller caller) {
        boolean mySql = MySqlCodes.isSpokenBy(database.dialect());
        String bytes =
                switch (database.dialect().family()) {
                    case POSTGRES -> "bytea";
                    case MYSQL, MARIADB -> "LONGBLOB";
                    case SQLITE, H2 -> "BLOB";
                    default ->
                        throw caller.failure(
                                        SqlErrors.DIALECT_LACKS,
                                        "'exactlyOnce' is supported on PostgreSQL, MySQL, MariaDB, SQLite and H2. On this"
                                                + " database have a unique key refuse what comes twice.")
                                .neverSent()
                                .build();
                };
        String columns = "id VARCHAR(64) NOT NULL PRIMARY KEY, call_digest VARCHAR(64) NOT NULL, result " + bytes
                + ", done_at BIGINT NOT NULL";
        if (mySql) {
            return List.of("CREATE TABLE " + name(caller) + " (" + columns + ", INDEX (done_at)) ENGINE = InnoDB");
        }
        return List.of("CREATE TABLE " + name(caller) + " (" + columns + ")", index(caller));
    }

    private String index(Caller caller) {
        Name whole = database.identifiers().table(table, caller);
        Name index = database.identifiers().table(whole.last() + "_done_at", caller);
        Name in = whole.qualified() ? DSL.quotedName(whole.first(), index.last()) : index;
        DSLContext builder = database.builder();
        return switch (database.dialect().family()) {
            // PostgreSQL puts it where the table is; SQLite looks for the table where the index is.
            case POSTGRES -> "CREATE INDEX " + builder.render(index) + " ON " + builder.render(whole) + " (done_at)";
            case SQLITE ->
                "CREATE INDEX " + builder.render(in) + " ON " + builder.render(DSL.quotedName(whole.last()))
                        + " (done_at)";
            default -> "CREATE INDEX " + builder.render(in) + " ON " + builder.render(whole) + " (done_at)";
        };
    }

    private ConnectorException notMade(List<String> statements, ConnectorException failure, Caller caller) {
        if (failure.recoverable()) {
            return failure;
        }
        return caller.failure(
                        SqlErrors.EXACTLY_ONCE_REFUSED,
                        "The table '" + table + "', which 'exactlyOnce' needs, cannot be made: " + words(failure)
                                + " Give the user the right to, or make it: " + String.join("; ", statements) + ".")
                .neverSent()
                .cause(failure)
                .build();
    }

    private static String words(ConnectorException failure) {
        return failure.getCause() instanceof SQLException cause ? SqlFailures.words(cause) : failure.getMessage();
    }

    /**
     * Writes the row of a call that is about to be made. Waits for whoever has written it and not committed yet.
     *
     * @return false when it is there already; the transaction is then of no use any more
     */
    boolean claim(Connection connection, String id, String call, Caller caller) throws SQLException {
        String sql = "INSERT INTO " + name(caller) + " (id, call_digest, done_at) VALUES (?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id);
            statement.setString(2, call);
            statement.setLong(3, System.currentTimeMillis());
            return database.timeout().within(statement, statement::executeUpdate) == 1;
        } catch (SQLException e) {
            if (database.failures().running(caller, e).errorCode().equals(SqlErrors.CONSTRAINT_VIOLATED)) {
                return false;
            }
            throw e;
        }
    }

    /** Adds the result to the row that the same transaction has written. */
    void finish(Connection connection, String id, byte[] result, Caller caller) throws SQLException {
        String sql = "UPDATE " + name(caller) + " SET result = ? WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setBytes(1, result);
            statement.setString(2, id);
            database.timeout().within(statement, statement::executeUpdate);
        }
    }

    /** A call that is done. */
    Optional<Done> find(String id, Caller caller) {
        String sql = "SELECT call_digest, result FROM " + name(caller) + " WHERE id = ?";
        return database.with(caller, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, id);
                try (ResultSet rows = database.timeout().within(statement, statement::executeQuery)) {
                    return rows.next() ? Optional.of(new Done(rows.getString(1), rows.getBytes(2))) : Optional.empty();
                }
            }
        });
    }

    /** Forgets calls whose time is over, a part of them in each transaction. */
    void removeExpired(Caller caller) {
        long before = System.currentTimeMillis() - retention.toMillis();
        List<String> expired;
        do {
            // Not within the transaction: on SQLite one that has read may not write once another has written.
            expired = database.with(caller, connection -> expired(connection, before, caller));
            if (!expired.isEmpty()) {
                remove(expired, caller);
            }
        } while (expired.size() == REMOVED_TOGETHER);
    }

    private List<String> expired(Connection connection, long before, Caller caller) throws SQLException {
        List<String> expired = new ArrayList<>();
        try (PreparedStatement select =
                connection.prepareStatement("SELECT id FROM " + name(caller) + " WHERE done_at < ?")) {
            select.setLong(1, before);
            select.setMaxRows(REMOVED_TOGETHER);
            try (ResultSet rows = database.timeout().within(select, select::executeQuery)) {
                while (rows.next()) {
                    expired.add(rows.getString(1));
                }
            }
        }
        return expired;
    }

    private void remove(List<String> expired, Caller caller) {
        database.inTransaction(caller, connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM " + name(caller) + " WHERE id = ?")) {
                for (String id : expired) {
                    delete.setString(1, id);
                    delete.addBatch();
                }
                return database.timeout().within(delete, delete::executeBatch);
            }
        });
    }

    /** Of the table, in the database's quotes. */
    private String name(Caller caller) {
        return database.builder().render(database.identifiers().table(table, caller));
    }
}
