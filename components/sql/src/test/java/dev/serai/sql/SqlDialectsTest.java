/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.testkit.MariaDbServer;
import dev.serai.testkit.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What databases say in words of their own means the same on all of them. */
class SqlDialectsTest {

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private static SqlWorkspace withRows(SqlWorkspace db) {
        db.run("CREATE TABLE stock (id INTEGER PRIMARY KEY, amount INTEGER NOT NULL)");
        db.call(
                "insert",
                Map.of(
                        "table",
                        "stock",
                        "values",
                        List.of(Map.of("id", 1, "amount", 5), Map.of("id", 2, "amount", 5))));
        return db;
    }

    private static ConnectorException failure(Future<?> call) throws Exception {
        try {
            throw new AssertionError("It gave " + call.get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return (ConnectorException) e.getCause();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"H2", "H2_ORACLE", "POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQLS_DRIVER"})
    void theVictimOfADeadlockWasUndoneAndMayBeRepeated(Kind kind) throws Exception {
        try (SqlWorkspace db =
                        withRows(SqlWorkspace.start(folder, kind.declaration(folder, "retry: {maxRetries: 0}")));
                DatabaseSession other = DatabaseSession.beside(db)) {
            // MariaDB ends the transaction that has changed less.
            db.run("CREATE TABLE ballast (id INTEGER)");
            other.begin();
            for (int i = 0; i < 100; i++) {
                other.run("INSERT INTO ballast VALUES (" + i + ")");
            }
            other.run("UPDATE stock SET amount = 0 WHERE id = 2");
            Future<Object> ours =
                    threads.submit(() -> db.run("UPDATE stock SET amount = amount + 1 WHERE id IN (1, 2)"));
            await().until(() -> other.waiting(kind) == 1);
            other.run("UPDATE stock SET amount = 0 WHERE id = 1");
            other.commit();

            ConnectorException failure = failure(ours);
            assertThat(failure.errorCode()).isEqualTo(SqlErrors.CONFLICT);
            assertThat(failure.recoverable()).isTrue();
            assertThat(failure.neverSent()).isTrue();
            assertThat(db.query("SELECT id FROM stock WHERE amount = 0")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQLS_DRIVER"})
    void aLockThatIsNotGrantedInTimeIsAConflict(Kind kind) throws Exception {
        String properties = kind == Kind.POSTGRESQL
                ? "options: '-c lock_timeout=200ms'"
                : "sessionVariables: innodb_lock_wait_timeout=1";
        String more = "options: {properties: {" + properties + "}}, retry: {maxRetries: 0}";
        try (SqlWorkspace db = withRows(SqlWorkspace.start(folder, kind.declaration(folder, more)));
                DatabaseSession other = DatabaseSession.beside(db)) {
            other.begin();
            other.run("UPDATE stock SET amount = 0 WHERE id = 1");

            assertThatThrownBy(() -> db.call(
                            "update",
                            Map.of("table", "stock", "values", Map.of("amount", 1), "where", Map.of("id", 1))))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.CONFLICT));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQLS_DRIVER"})
    void aConnectionThatTheServerEndsIsLostAndTheNextCallHasAnother(Kind kind) throws Exception {
        try (SqlWorkspace db =
                        withRows(SqlWorkspace.start(folder, kind.declaration(folder, "retry: {maxRetries: 0}")));
                DatabaseSession other = DatabaseSession.beside(db)) {
            other.begin();
            other.run("UPDATE stock SET amount = 0 WHERE id = 1");
            Future<Object> ours = threads.submit(() -> db.run("UPDATE stock SET amount = 1 WHERE id = 1"));
            await().until(() -> other.waiting(kind) == 1);
            other.endWhoWaits(kind);

            ConnectorException failure = failure(ours);
            assertThat(failure.errorCode()).isEqualTo(SqlErrors.CONNECTION_LOST);
            assertThat(failure.recoverable()).isTrue();
            assertThat(failure.neverSent()).isFalse();
            other.commit();
            assertThat(db.query("SELECT id FROM stock WHERE amount = 0")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQLS_DRIVER"})
    void aStatementThatRunsTooLongIsStoppedByTheServer(Kind kind) throws Exception {
        String endless = kind == Kind.POSTGRESQL
                ? "SELECT count(*) FROM generate_series(1, 100000000) a, generate_series(1, 1000) b"
                : "SELECT count(*) FROM seq_1_to_1000000 a JOIN seq_1_to_1000000 b ON a.seq <> b.seq";
        String more = "options: {queryTimeout: 1s}, retry: {maxRetries: 0}";
        try (SqlWorkspace db = SqlWorkspace.start(folder, kind.declaration(folder, more));
                DatabaseSession other = DatabaseSession.beside(db)) {
            assertThatThrownBy(() -> db.query(endless))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.TIMEOUT));
            await().until(() -> other.running(kind) == 0);
            assertThat(db.query("SELECT 1 AS one")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SQLITE", "POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQLS_DRIVER"})
    void aQueryCannotChangeAnything(Kind kind) throws Exception {
        try (SqlWorkspace db = withRows(SqlWorkspace.start(folder, kind.declaration(folder, "")))) {
            assertThatThrownBy(() -> db.query("INSERT INTO stock VALUES (3, 5) RETURNING id"))
                    .hasMessageContaining("SERAI-SQL-008")
                    .hasMessageContaining("use 'execute' for statements that change data");
            assertThat(db.query("SELECT id FROM stock")).hasSize(2);
            assertThat(db.run("DELETE FROM stock")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aTableMayBeNamedWithItsSchema(Kind kind) throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, kind.declaration(folder, ""))) {
            String schema = kind == Kind.SQLITE ? "main" : "shop_" + kind.name().toLowerCase(Locale.ROOT);
            if (kind != Kind.SQLITE) {
                db.run("CREATE SCHEMA " + schema);
            }
            db.run("CREATE TABLE " + schema + ".orders (id INTEGER PRIMARY KEY)");

            assertThat(db.call("insert", Map.of("table", schema + ".orders", "values", Map.of("id", 1))))
                    .isEqualTo(1);
            assertThat(db.query("SELECT id FROM " + schema + ".orders")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theHealthCheckNamesTheDatabase(Kind kind) throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, kind.declaration(folder, ""))) {
            assertThat(db.connector().connector().healthCheck().message())
                    .startsWith(
                            switch (kind) {
                                case SQLITE -> "SQLite 3.";
                                case H2, H2_ORACLE -> "H2 2.";
                                case POSTGRESQL -> "PostgreSQL 17.";
                                case MARIADB, MARIADB_BY_MYSQLS_DRIVER -> "M";
                            })
                    .endsWith("answers.");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anInitScriptRunsWholeAndAFailureInItsMiddleIsReported(Kind kind) throws Exception {
        Files.writeString(
                folder.resolve("schema.sql"),
                "CREATE TABLE one (id INTEGER);\nCREATE TABLE two (id INTEGER);\nINSERT INTO two VALUES (7);");
        String declaration = kind.declaration(folder, "options: {initScript: schema.sql}");
        try (SqlWorkspace db = SqlWorkspace.start(folder, declaration)) {
            assertThat(db.query("SELECT id FROM two")).hasSize(1);
        }
        // Its second statement is refused now.
        Files.writeString(
                folder.resolve("schema.sql"),
                "INSERT INTO one VALUES (1);\nINSERT INTO nowhere VALUES (1);\nINSERT INTO one VALUES (2);");

        try (SqlWorkspace broken = SqlWorkspace.prepare(folder, declaration)) {
            assertThatThrownBy(() -> broken.connector().connector().connect())
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.INIT_SCRIPT_FAILED))
                    .hasMessageMatching("(?is).*nowhere.*");
        }
        Files.writeString(folder.resolve("schema.sql"), "");
        try (SqlWorkspace db = SqlWorkspace.start(folder, declaration)) {
            assertThat(db.query("SELECT id FROM one")).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsAMatterOfAuthenticationOnPostgresAndMariaDb() throws Exception {
        PostgresServer postgres = PostgresServer.shared();
        MariaDbServer mariaDb = MariaDbServer.shared();
        String url = mariaDb.newDatabase();
        requireRefusal(postgres.newDatabase(), postgres.newUser("open-sesame-4711"));
        requireRefusal(url, mariaDb.newUser("open-sesame-4711"));
        requireRefusal(url.replace("jdbc:mariadb:", "jdbc:mysql:"), mariaDb.newUser("open-sesame-4711"));
    }

    private void requireRefusal(String url, String user) throws Exception {
        String declaration = "connection: {url: '" + url + "', username: " + user + ", password: open-barley-4711}";
        try (SqlWorkspace db = SqlWorkspace.prepare(folder, declaration)) {
            assertThatThrownBy(() -> db.connector().connector().connect())
                    .as(url)
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.errorCode()).isEqualTo(SqlErrors.ACCESS_REFUSED);
                        assertThat(failure.neverSent()).isTrue();
                    })
                    .hasMessageContaining("Check connection.username and connection.password")
                    .hasMessageNotContaining("4711");
        }
    }
}
