/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Objects;
import org.jooq.SQLDialect;

/**
 * A transaction that what runs in it must not end. Statements can, in ways that no look at their text finds: a procedure
 * that commits, a statement before which the database commits by itself. Used by one thread.
 */
final class WholeTransaction {

    private static final String SAVEPOINT = "serai_exactly_once";

    private final Database database;
    private final Connection connection;
    private final Savepoint savepoint;
    private final String id;

    private WholeTransaction(Database database, Connection connection, Savepoint savepoint, String id) {
        this.database = database;
        this.connection = connection;
        this.savepoint = savepoint;
        this.id = id;
    }

    /** The one that is open on a connection and has changed something. */
    static WholeTransaction on(Connection connection, Database database) throws SQLException {
        // H2 releases a savepoint that is gone without a word, but numbers its transactions.
        return database.dialect().family() == SQLDialect.H2
                ? new WholeTransaction(database, connection, null, id(connection))
                : new WholeTransaction(database, connection, connection.setSavepoint(SAVEPOINT), null);
    }

    /** @throws dev.serai.connector.ConnectorException when it is not the one any more that it was */
    void requireOpen(Caller caller) throws SQLException {
        if (savepoint == null) {
            if (!Objects.equals(id, id(connection))) {
                throw ended(caller, null);
            }
            return;
        }
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            if (database.failures().running(caller, e).errorCode().equals(SqlErrors.CONNECTION_LOST)) {
                throw e;
            }
            throw ended(caller, e);
        }
    }

    private static RuntimeException ended(Caller caller, SQLException cause) {
        return caller.failure(
                        SqlErrors.EXACTLY_ONCE_BROKEN,
                        "A statement ended the transaction that 'exactlyOnce' had begun, so that a part of the change may"
                                + " be committed and a part undone. Look at the data. Take out what commits or rolls"
                                + " back, also in procedures, and what the database commits by itself, such as changes of"
                                + " tables on MySQL, MariaDB and H2; or leave 'exactlyOnce' out.")
                .cause(cause)
                .build();
    }

    private static String id(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("CALL TRANSACTION_ID()");
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }
}
