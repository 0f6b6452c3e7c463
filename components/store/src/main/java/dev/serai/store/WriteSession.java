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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@link StoreWrite} works with: statements that are prepared once and kept. Used by the writer's thread only. */
public final class WriteSession {

    /** The largest statement of {@link #rowsFor}; the smaller ones have half as many tuples, a quarter, and so on. */
    private static final int MOST_TUPLES = 64;

    /** SQL's own code. */
    private static final String BROKEN_CONNECTION = "08006";

    private final Connection connection;
    private final StoreDatabase database;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private long run;

    WriteSession(Connection connection, StoreDatabase database) {
        this.connection = connection;
        this.database = database;
    }

    /** How many statements it has run; one that ran for many rows counts for each. */
    public long statements() {
        return run;
    }

    /** Runs a statement with parameters and gives the number of rows it changed. */
    public int update(String sql, Object... parameters) throws SQLException {
        return bound(sql, parameters).executeUpdate();
    }

    /** Runs one statement with parameters again and again; what it changes is not told, so that nobody waits for it. */
    public void updateAll(String sql, List<Object[]> parameters) throws SQLException {
        if (!database.isRemote() || parameters.size() == 1) {
            for (Object[] row : parameters) {
                update(sql, row);
            }
            return;
        }
        if (parameters.isEmpty()) {
            return;
        }
        PreparedStatement statement = prepared(sql);
        for (Object[] row : parameters) {
            bind(statement, row);
            statement.addBatch();
        }
        try {
            statement.executeBatch();
        } catch (AssertionError e) {
            // What PostgreSQL's driver throws when the connection breaks within a batch; it must not end the writer.
            throw new SQLException("The connection broke within a batch.", BROKEN_CONNECTION, e);
        }
    }

    /**
     * Runs a statement that gives rows for many tuples of values, by few statements however many tuples there are.
     *
     * @param sql with {@code %s} where the tuples stand, separated by commas
     * @param tuple one of them, such as {@code (?, ?)}
     * @param reader gets the rows of all statements
     * @param parameters what follows the tuples in each statement
     */
    public <T> List<T> rowsFor(
            String sql, String tuple, List<Object[]> tuples, RowReader<T> reader, Object... parameters)
            throws SQLException {
        List<T> found = new ArrayList<>();
        int from = 0;
        while (from < tuples.size()) {
            // Few sizes, so that each statement is prepared once.
            int size = Math.min(MOST_TUPLES, Integer.highestOneBit(tuples.size() - from));
            List<Object> all = new ArrayList<>();
            tuples.subList(from, from + size).forEach(values -> all.addAll(Arrays.asList(values)));
            all.addAll(Arrays.asList(parameters));
            String statement = sql.formatted(String.join(", ", Collections.nCopies(size, tuple)));
            found.addAll(rows(statement, reader, all.toArray()));
            from += size;
        }
        return found;
    }

    /** Runs a query and gives the first column of its first row, if there is one. It sees this transaction's changes. */
    public Optional<String> text(String sql, Object... parameters) throws SQLException {
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    /** Runs a query and gives its rows. It sees this transaction's changes. */
    public <T> List<T> rows(String sql, RowReader<T> reader, Object... parameters) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = bound(sql, parameters).executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    /**
     * Keeps rows as they are until the transaction ends, also from other processes; statements after this see what they are
     * then. Where no other process writes, nothing is done.
     *
     * @param query tells the rows; of one table, and not grouped
     */
    public void lock(String query, Object... parameters) throws SQLException {
        if (database.isRemote()) {
            rows(query + " FOR NO KEY UPDATE", row -> null, parameters);
        }
    }

    /** Runs a statement to its end that is no query and yet gives rows; prepared, it would stop at the first. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private PreparedStatement bound(String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = prepared(sql);
        bind(statement, parameters);
        return statement;
    }

    private PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    private void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        run++;
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, database.kept(parameters[i]));
        }
    }
}
