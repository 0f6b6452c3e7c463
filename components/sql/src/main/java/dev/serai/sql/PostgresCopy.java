/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends rows by PostgreSQL's COPY, as text that the server reads by the types of the columns. */
final class PostgresCopy implements RowSink {

    private static final int BUFFER = 1 << 16;

    private final List<TableLayout.Column> columns;
    private final Caller caller;
    private final RunningStatement call = RunningStatement.current();
    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(BUFFER + BUFFER / 4);

    /**
     * @param target the table and its columns, quoted: {@code "orders" ("id", "total")}
     * @param columns in their order
     */
    PostgresCopy(
            Database database, Connection connection, String target, List<TableLayout.Column> columns, Caller caller)
            throws SQLException {
        this.columns = columns;
        this.caller = caller;
        // A time-out of the statement would count the time in which rows are still to come; a lock is all it waits for.
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET LOCAL lock_timeout = " + database.timeout().limit().toMillis());
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        call.begin(postgres::cancelQuery);
        this.copy = postgres.getCopyAPI().copyIn("COPY " + target + " FROM STDIN");
    }

    /** Whether a connection's driver has COPY, and this class sees the driver's: another class loader may have it. */
    static boolean isSupportedBy(Connection connection) throws SQLException {
        try {
            return connection.isWrapperFor(PGConnection.class);
        } catch (NoClassDefFoundError e) {
            return false;
        }
    }

    @Override
    public void add(List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                buffer.append('\t');
            }
            append(columns.get(i), ParameterBinding.plain(values.get(i)));
        }
        buffer.append('\n');
        if (buffer.length() >= BUFFER) {
            send();
        }
    }

    private void append(TableLayout.Column column, Object value) throws SQLException {
        if (value == null) {
            buffer.append("\\N");
            return;
        }
        if (ParameterBinding.isStructured(value)) {
            requireFit(column, value);
        }
        String text = PostgresText.of(value, column.type());
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            // All that has to be written otherwise stands before the space, but for the backslash.
            if (character < ' ' || character == '\\') {
                buffer.append(text, written, i).append(escaped(character));
                written = i + 1;
            }
        }
        buffer.append(text, written, text.length());
    }

    private void requireFit(TableLayout.Column column, Object value) {
        boolean json = column.type().equals("json") || column.type().equals("jsonb");
        boolean array = value instanceof List && column.type().startsWith("_");
        if (!json && !array) {
            throw ParameterBinding.refusal("The column '" + column.name() + "'", value, caller);
        }
    }

    private static String escaped(char character) {
        return switch (character) {
            case '\\' -> "\\\\";
            case '\t' -> "\\t";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> String.valueOf(character);
        };
    }

    private void send() throws SQLException {
        call.requireWanted();
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        buffer.setLength(0);
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    @Override
    public long finish() throws SQLException {
        send();
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        call.done();
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
