/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Caller;
import dev.serai.connector.ExecutionResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jooq.Name;
import org.jooq.SQLDialect;

/** Calls procedures and functions. What a routine takes and gives, the database says itself. */
final class RoutineCalls {

    private final Database database;

    RoutineCalls(Database database) {
        this.database = database;
    }

    /**
     * @param values a map by the names of the parameters, a list in their order, or null for none
     * @return a map: {@code parameters} with the values that came out and a function's {@code result}, and {@code rows}
     */
    ExecutionResult call(String procedure, Object values, Caller caller) {
        Name name = database.identifiers().table(procedure, caller);
        Object given = values instanceof Map || values instanceof List ? values : Map.of();
        if (database.dialect() == SQLDialect.SQLITE) {
            throw caller.failure(
                            SqlErrors.DIALECT_LACKS,
                            "SQLite has no procedures. Use 'execute', 'query' or 'transaction' with statements.")
                    .build();
        }
        return database.with(caller, connection -> {
            Map<String, Object> output = call(connection, procedure, name, given, caller);
            return ExecutionResult.of(output, Map.of("rowCount", ((List<?>) output.get("rows")).size()));
        });
    }

    private Map<String, Object> call(Connection connection, String procedure, Name name, Object values, Caller caller)
            throws SQLException {
        if (database.dialect().family() == SQLDialect.POSTGRES) {
            return new PostgresRoutines(database, connection, caller).call(procedure, name, values);
        }
        return new JdbcRoutines(database, connection, caller).call(procedure, name, values);
    }
}
