/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What H2 has for a procedure that commits. */
public final class CommittingProcedure {

    private CommittingProcedure() {}

    public static int book(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE stock SET amount = amount * 2");
            statement.execute("COMMIT");
            return 0;
        }
    }
}
