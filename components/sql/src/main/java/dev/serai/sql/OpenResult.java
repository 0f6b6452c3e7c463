/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * A result that is read as it is asked for, and holds a connection until its end or until it is closed. Used by one
 * thread at a time; closing may come from another. Reading fails with {@link ConnectorException} and closes.
 *
 * @param <T> a row, or a list of rows
 */
final class OpenResult<T> implements Iterator<T>, Closeable {

    private final Database database;
    private final Caller caller;
    private final Connection connection;
    private PreparedStatement statement;
    private ResultRows rows;
    private Step<T> step;
    private T next;
    private boolean closed;

    private OpenResult(Database database, Caller caller) {
        this.database = database;
        this.caller = caller;
        this.connection = database.lend(caller);
    }

    /**
     * Runs a query on a connection of its own, which refuses changes.
     *
     * @param step reads what one turn gives; null at the end
     * @throws ConnectorException when it fails; nothing stays open then
     */
    static <T> OpenResult<T> of(SqlStatement query, Step<T> step, Database database, Caller caller) {
        OpenResult<T> result = new OpenResult<>(database, caller);
        result.reading(() -> result.open(query, step));
        return result;
    }

    private Void open(SqlStatement query, Step<T> reader) throws SQLException {
        database.readOnly().begin(connection);
        statement = database.prepare(connection, query, caller);
        statement.setFetchSize(database.fetchSize());
        ResultSet results = database.timeout().within(statement, statement::executeQuery);
        rows = new ResultRows(results, database.dialect(), caller);
        step = reader;
        return null;
    }

    List<String> labels() {
        return rows.labels();
    }

    @Override
    public synchronized boolean hasNext() {
        if (next == null && !closed) {
            next = reading(() -> step.read(rows));
            if (next == null) {
                close();
            }
        }
        return next != null;
    }

    @Override
    public synchronized T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        T given = next;
        next = null;
        return given;
    }

    /** Gives the connection back. What was not read is not read any more. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        next = null;
        try {
            giveBack();
        } catch (SQLException e) {
            throw database.failed(caller, e);
        }
    }

    private void giveBack() throws SQLException {
        try {
            if (statement != null) {
                statement.close();
            }
            database.readOnly().end(connection);
        } finally {
            connection.close();
        }
    }

    private <V> V reading(StatementTimeout.Execution<V> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw closedAfter(database.failed(caller, e));
        } catch (RuntimeException e) {
            throw closedAfter(e);
        }
    }

    private RuntimeException closedAfter(RuntimeException failure) {
        try {
            close();
        } catch (ConnectorException e) {
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** Reads what one turn gives. */
    @FunctionalInterface
    interface Step<T> {
        T read(ResultRows rows) throws SQLException;
    }
}
