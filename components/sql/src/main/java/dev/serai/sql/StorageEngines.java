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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Name;

/**
 * Tables of MySQL and MariaDB whose engine keeps a change although its transaction is undone. What was found to be safe
 * is asked once. Thread-safe.
 */
final class StorageEngines {

    private static final String ENGINE = "SELECT t.engine FROM information_schema.tables t"
            + " JOIN information_schema.engines e ON e.engine = t.engine"
            + " WHERE t.table_schema = coalesce(?, database()) AND t.table_name = ? AND e.transactions <> 'YES'";

    private final Database database;
    private final Set<String> safe = ConcurrentHashMap.newKeySet();

    StorageEngines(Database database) {
        this.database = database;
    }

    /** @throws dev.serai.connector.ConnectorException when changes of the table cannot be undone */
    void requireTransactions(Connection connection, String table, Caller caller) throws SQLException {
        if (!MySqlCodes.isSpokenBy(database.dialect()) || safe.contains(table)) {
            return;
        }
        Name name = database.identifiers().table(table, caller);
        try (PreparedStatement statement = connection.prepareStatement(ENGINE)) {
            statement.setString(1, name.parts().length > 1 ? name.first() : null);
            statement.setString(2, name.last());
            try (ResultSet result = database.timeout().within(statement, statement::executeQuery)) {
                if (result.next()) {
                    throw caller.failure(
                                    SqlErrors.EXACTLY_ONCE_REFUSED,
                                    "The table '" + table + "' has the engine " + result.getString(1)
                                            + ", which does not undo changes, so that 'exactlyOnce' cannot be kept. Give"
                                            + " it one that does, such as InnoDB.")
                            .neverSent()
                            .build();
                }
            }
        }
        safe.add(table);
    }
}
