/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.testkit.TcpProxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of calls when others hold the rows, the time is over, or the network breaks, and what a connector may do. */
@ExtendWith(PostgresDatabase.class)
class SqlFaultsTest {

    private static final String ONCE = "retry: {maxRetries: 0}";

    @TempDir
    Path folder;

    /** Another user of the database. */
    private record Other(Connection connection) implements AutoCloseable {

        static Other of(PostgresDatabase.Url postgres) throws SQLException {
            Connection connection = DriverManager.getConnection(postgres.url(), "postgres", "");
            connection.setAutoCommit(false);
            return new Other(connection);
        }

        void run(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        int number(String sql) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return result.getInt(1);
            }
        }

        /** How many statements of others run or wait with this text. */
        int running(String text) throws SQLException {
            run("SELECT pg_stat_clear_snapshot()");
            return number("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()"
                    + " AND query LIKE '%" + text + "%'");
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Test
    void aStatementThatRunsTooLongIsEndedOnTheServer(PostgresDatabase.Url postgres) throws Exception {
        try (Other other = Other.of(postgres);
                SqlWorkspace db = postgres.start(folder, ONCE + ", options: {queryTimeout: 1s}")) {
            CompletableFuture<ConnectorException> failure = CompletableFuture.supplyAsync(() -> db.connector()
                    .attempt("query", Map.of("sql", "SELECT pg_sleep(3600), 'long-statement' AS x"))
                    .failure());
            await().until(() -> other.running("long-statement") == 1);

            assertThat(failure.join().errorCode()).isEqualTo(SqlErrors.TIMEOUT);
            await().until(() -> other.running("long-statement") == 0);
        }
    }

    @Test
    void aCopyThatWaitsForALockIsEndedOnTheServer(PostgresDatabase.Url postgres) throws Exception {
        try (Other other = Other.of(postgres);
                SqlWorkspace db = postgres.start(folder, ONCE + ", options: {queryTimeout: 1s}")) {
            db.run("CREATE TABLE held (a int)");
            other.run("LOCK TABLE held IN SHARE MODE");

            assertThatThrownBy(() -> db.call("bulkInsert", Map.of("table", "held", "rows", List.of(Map.of("a", 1)))))
                    .hasMessageContaining("SERAI-SQL-006")
                    .hasMessageContaining("lock timeout");
            assertThat(other.running("COPY")).isZero();
        }
    }

    @Test
    void aCopyThatIsCancelledEndsAndLeavesNothing(PostgresDatabase.Url postgres) throws Exception {
        try (Other other = Other.of(postgres);
                SqlWorkspace db = postgres.start(folder, ONCE)) {
            db.run("CREATE TABLE held (a int, t text)");
            Stream<Map<String, Object>> endless = Stream.generate(() -> Map.of("a", 1, "t", "x".repeat(1000)));
            CompletableFuture<ExecutionResult> call = db.connector()
                    .start("bulkInsert", Map.of("table", "held", "rows", endless))
                    .toCompletableFuture();
            await().until(() -> other.running("COPY") == 1);

            call.cancel(true);

            await().until(() -> other.running("COPY") == 0);
            assertThat(db.query("SELECT * FROM held")).isEmpty();
        }
    }

    @Test
    void aDeadlockIsRecoverableAndRepeated(PostgresDatabase.Url postgres) throws Exception {
        try (Other other = Other.of(postgres);
                SqlWorkspace db = postgres.start(folder, "retry: {maxRetries: 3, delay: 10ms}")) {
            db.run("CREATE TABLE pair (id int PRIMARY KEY, n int)");
            db.run("INSERT INTO pair VALUES (1, 0), (2, 0)");
            // The other user waits patiently, so that the connector's transaction is the one to be undone.
            other.run("SET deadlock_timeout = '1h'");
            other.run("UPDATE pair SET n = n + 10 WHERE id = 2");
            CompletableFuture<ExecutionResult> call = db.connector()
                    .start(
                            "transaction",
                            Map.of(
                                    "statements",
                                    List.of(
                                            "UPDATE pair SET n = n + 1 WHERE id = 1",
                                            "UPDATE pair SET n = n + 1 WHERE id = 2")))
                    .toCompletableFuture();
            await().until(() -> other.running("UPDATE pair SET n = n + 1 WHERE id = 2") == 1);

            other.run("UPDATE pair SET n = n + 10 WHERE id = 1");
            other.connection().commit();

            assertThat(call.join().metadata()).containsEntry("rowsAffected", 2);
            assertThat(db.connector().retries()).isPositive();
            assertThat(db.query("SELECT n FROM pair")).isEqualTo(List.of(Map.of("n", 11), Map.of("n", 11)));
        }
    }

    @Test
    void aConnectionLostInATransactionLeavesNothing(PostgresDatabase.Url postgres) throws Exception {
        try (Other other = Other.of(postgres);
                TcpProxy proxy = TcpProxy.start("localhost", postgres.port());
                SqlWorkspace db = postgres.startThrough(proxy.port(), folder, ONCE)) {
            db.run("CREATE TABLE marks (a int)");
            CompletableFuture<ConnectorException> failure = CompletableFuture.supplyAsync(() -> db.connector()
                    .attempt(
                            "transaction",
                            Map.of("statements", List.of("INSERT INTO marks VALUES (1)", "SELECT pg_sleep(3600)")))
                    .failure());
            await().until(() -> other.running("pg_sleep(3600)") == 1);

            proxy.cut();

            assertThat(failure.join().errorCode()).isEqualTo(SqlErrors.CONNECTION_LOST);
            other.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(3600)%'"
                    + " AND pid <> pg_backend_pid()");
            await().until(() -> other.running("pg_sleep(3600)") == 0);
            assertThat(other.number("SELECT count(*) FROM marks")).isZero();
        }
    }

    @Test
    void aTransactionHasTheIsolationThatIsDeclared(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "options: {isolation: serializable}")) {
            assertThat(db.call("transaction", Map.of("statements", List.of("SHOW transaction_isolation"))))
                    .isEqualTo(List.of(Map.of(
                            "rows",
                            List.of(Map.of("transaction_isolation", "serializable")),
                            "rowCount",
                            1,
                            "columns",
                            List.of("transaction_isolation"))));
        }
    }

    @Test
    void aConnectorThatOnlyReadsRefusesEveryChange(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "")) {
            db.run("CREATE TABLE marks (a int PRIMARY KEY)");
        }
        try (SqlWorkspace db = postgres.start(folder, "options: {readOnly: true}")) {
            Map<String, Map<String, Object>> changes = Map.of(
                    "execute", Map.of("sql", "INSERT INTO marks VALUES (1)"),
                    "insert", Map.of("table", "marks", "values", Map.of("a", 1)),
                    "bulkInsert", Map.of("table", "marks", "rows", List.of(Map.of("a", 1))),
                    "transaction", Map.of("statements", List.of("INSERT INTO marks VALUES (1)")));
            changes.forEach((operation, input) -> assertThatThrownBy(() -> db.call(operation, input))
                    .as(operation)
                    .hasMessageContaining("SERAI-SQL-017"));

            assertThat(db.query("SELECT * FROM marks")).isEmpty();
            assertThat(db.call("fetch", Map.of("resource", "marks"))).isEqualTo(List.of());
        }
    }
}
