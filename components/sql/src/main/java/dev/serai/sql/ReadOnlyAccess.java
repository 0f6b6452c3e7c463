/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.SQLDialect;

/** Has the database refuse changes on a lent connection for a while, as far as it can. */
final class ReadOnlyAccess {

    private final SQLDialect dialect;

    ReadOnlyAccess(SQLDialect dialect) {
        this.dialect = dialect;
    }

    /** Begins a transaction that only reads. */
    void begin(Connection connection) throws SQLException {
        switch (dialect.family()) {
            // SQLite's driver cannot make an open connection read-only, but SQLite can.
            case SQLITE -> run(connection, "PRAGMA query_only = 1");
            // MariaDB's driver does nothing for a connection that is made read-only, but the server knows such
            // transactions.
            case MYSQL, MARIADB -> run(connection, "START TRANSACTION READ ONLY");
            default -> {
                // The pool ends the transaction and resets both when the connection comes back.
                connection.setReadOnly(true);
                connection.setAutoCommit(false);
            }
        }
    }

    /** Has to come before the connection goes back. */
    void end(Connection connection) throws SQLException {
        if (connection.isClosed()) {
            // It broke, and the pool has closed it.
            return;
        }
        switch (dialect.family()) {
            case SQLITE -> run(connection, "PRAGMA query_only = 0");
            case MYSQL, MARIADB -> run(connection, "ROLLBACK");
            default -> {
                // The pool does it.
            }
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
