/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresServerTest {

    @Test
    void givesEachTestAnEmptyDatabaseOfItsOwnAndIsGoneAfterClosing() throws Exception {
        String url;
        try (PostgresServer server = PostgresServer.start()) {
            url = server.newDatabase();
            assertThat(query(url, "SELECT current_setting('server_version_num')::int / 10000"))
                    .isBetween("14", "17");
            execute(url, "CREATE TABLE orders (id int)");
            assertThat(query(server.newDatabase(), "SELECT count(*) FROM pg_tables WHERE tablename = 'orders'"))
                    .isEqualTo("0");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", ""))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void forcesWhatIsCommittedToTheDiskWhenItsSettingsSaySo() throws Exception {
        try (PostgresServer server = PostgresServer.start(Map.of("fsync", "on", "synchronous_commit", "on"))) {
            assertThat(query(server.newDatabase(), "SHOW fsync")).isEqualTo("on");
            assertThat(query(server.newDatabase(), "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void runsAsNobodyWhereRootMayNotLeaveItsNamespace() throws Exception {
        assumeThat(System.getProperty("user.name"))
                .as("only root has this need")
                .isEqualTo("root");
        try (PostgresServer server = PostgresServer.startAsNobody(Map.of("work_mem", "7MB"))) {
            assertThat(query(server.newDatabase(), "SHOW work_mem")).isEqualTo("7MB");
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
