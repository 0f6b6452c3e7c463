/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class MariaDbServerTest {

    @Test
    void givesEachTestAnEmptyDatabaseOfItsOwnAndIsGoneAfterClosing() throws Exception {
        String url;
        String username;
        try (MariaDbServer server = MariaDbServer.start()) {
            url = server.newDatabase();
            username = server.username();
            assertThat(query(url, username, "", "SELECT version()")).contains("MariaDB");
            execute(url, username, "CREATE TABLE orders (id int)");
            assertThat(query(
                            server.newDatabase(),
                            username,
                            "",
                            "SELECT count(*) FROM information_schema.tables WHERE table_schema = database()"))
                    .isEqualTo("0");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url, username, ""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void oneServerIsSharedByAllClassesAndLetsInWhoKnowsThePassword() throws Exception {
        MariaDbServer server = MariaDbServer.shared();
        String user = server.newUser("open-sesame");

        assertThat(MariaDbServer.shared()).isSameAs(server);
        assertThat(query(server.newDatabase(), user, "open-sesame", "SELECT 1")).isEqualTo("1");
        assertThatThrownBy(() -> DriverManager.getConnection(server.newDatabase(), user, "open-barley"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("Access denied");
    }

    private static String query(String url, String username, String password, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, username, password);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void execute(String url, String username, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, username, "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
