/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.testkit.MariaDbServer;
import java.io.IOException;
import java.sql.SQLException;

/** A MariaDB database as the conformance suite handles it, with the server's log of all it is asked. */
final class MariaDbSystem extends ServerSystem {

    MariaDbSystem() throws SQLException {
        this(MariaDbServer.shared());
    }

    private MariaDbSystem(MariaDbServer server) throws SQLException {
        super(server.newDatabase(), server.port(), server.username(), server.newUser(SqlConformance.PASSWORD));
        execute("CREATE TABLE items (id int PRIMARY KEY, name text)");
        execute("INSERT INTO items VALUES (1, 'apple'), (2, 'pear')");
        execute("CREATE TABLE records (id int PRIMARY KEY, name varchar(20))");
        execute(
                "INSERT INTO records VALUES (11, 'lime'), (1, 'pear'), (2, 'fig'), (5, 'kiwi'), (3, 'apple'), (7, 'date')");
        execute("CREATE TABLE many (id int PRIMARY KEY)");
        execute("SET max_recursive_iterations = 10000");
        execute("INSERT INTO many WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000)"
                + " SELECT i FROM n");
        execute("CREATE TABLE marks (id int AUTO_INCREMENT PRIMARY KEY, note text)");
        execute("SET GLOBAL log_output = 'TABLE', GLOBAL general_log = ON");
    }

    @Override
    String locking() {
        return "LOCK TABLES items WRITE, marks WRITE";
    }

    @Override
    public void reset() {
        super.reset();
        execute("TRUNCATE mysql.general_log");
    }

    @Override
    public int held() {
        return number("SELECT count(*) FROM information_schema.processlist"
                + " WHERE state LIKE 'Waiting for table%' AND user = '" + user() + "'");
    }

    @Override
    public int calls() {
        return number("SELECT count(*) FROM mysql.general_log WHERE user_host LIKE '" + user() + "[%'"
                + " AND (argument LIKE '%items%' OR argument LIKE '%marks%')");
    }

    @Override
    public void close() throws IOException, SQLException {
        execute("SET GLOBAL general_log = OFF");
        super.close();
    }
}
