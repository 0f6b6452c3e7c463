/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.configuration.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connecting, disconnecting, and everything that can be wrong with a declaration. */
class SqlLifecycleTest {

    @TempDir
    Path folder;

    private static ConnectorException refused(SqlWorkspace workspace) {
        try (workspace) {
            workspace.connector().connector().connect();
        } catch (ConnectorException e) {
            return e;
        }
        throw new AssertionError("It connected.");
    }

    @Test
    void aRelativeSqliteFileLiesInTheFolderOfTheDeclaration() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite(""))) {
            db.run("CREATE TABLE t (a)");

            assertThat(folder.resolve("data/test.db")).isRegularFile();
        }
    }

    @Test
    void sqliteIsSharedSafelyAndKeepsWhatItCommitted() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite(""))) {
            assertThat(db.one("PRAGMA journal_mode")).isEqualTo(Map.of("journal_mode", "wal"));
            assertThat(db.one("PRAGMA synchronous")).isEqualTo(Map.of("synchronous", 2));
            assertThat(db.one("PRAGMA busy_timeout")).isEqualTo(Map.of("timeout", 5000));
            assertThat(db.one("PRAGMA foreign_keys")).isEqualTo(Map.of("foreign_keys", 1));
        }
    }

    @Test
    void theUrlMayChangeWhatSqliteIsOpenedWith() throws Exception {
        String declaration =
                "connection: {url: 'jdbc:sqlite:file:data/other.db?synchronous=NORMAL&foreign_keys=false'}";
        try (SqlWorkspace db = SqlWorkspace.start(folder, declaration)) {
            assertThat(db.one("PRAGMA synchronous")).isEqualTo(Map.of("synchronous", 1));
            assertThat(db.one("PRAGMA foreign_keys")).isEqualTo(Map.of("foreign_keys", 0));
            assertThat(folder.resolve("data/other.db")).isRegularFile();
        }
    }

    @Test
    void aCallBeforeTheConnectIsRefused() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.prepare(folder, SqlWorkspace.sqlite("retry: {maxRetries: 0}"))) {
            assertThatThrownBy(() -> db.query("SELECT 1")).isInstanceOfSatisfying(ConnectorException.class, failure -> {
                assertThat(failure.errorCode()).isEqualTo(ConnectorErrors.NOT_CONNECTED);
                assertThat(failure.neverSent()).isTrue();
            });
            assertThat(db.connector().connector().healthCheck().up()).isFalse();
        }
    }

    @Test
    void aSecondConnectIsRefusedAndChangesNothing() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite(""))) {
            assertThatThrownBy(() -> db.connector().connector().connect())
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(ConnectorErrors.ALREADY_CONNECTED));
            assertThat(db.one("SELECT 1 AS one")).isEqualTo(Map.of("one", 1));
        }
    }

    @Test
    void disconnectsOnceOrOftenAndConnectsAgain() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite("retry: {maxRetries: 0}"))) {
            Connector connector = db.connector().connector();
            connector.disconnect();
            connector.disconnect();

            assertThatThrownBy(() -> db.query("SELECT 1")).hasMessageContaining("SERAI-CONNECTOR-007");

            connector.connect();
            assertThat(db.one("SELECT 1 AS one")).isEqualTo(Map.of("one", 1));
        }
    }

    @Test
    void theHealthCheckNamesTheDatabase() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite(""))) {
            HealthCheckResult health = db.connector().connector().healthCheck();

            assertThat(health.up()).isTrue();
            assertThat(health.message()).startsWith("SQLite 3.");
        }
    }

    @Test
    void theInitScriptRunsAtEveryConnect() throws Exception {
        Files.writeString(folder.resolve("schema.sql"), """
                -- comment; with a semicolon
                CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, note TEXT DEFAULT 'a;b');
                CREATE TABLE IF NOT EXISTS audit (id INTEGER);
                CREATE TRIGGER IF NOT EXISTS audited AFTER INSERT ON orders BEGIN
                  INSERT INTO audit VALUES (new.id);
                  INSERT INTO audit VALUES (-new.id);
                END;
                """);
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite("options: {initScript: schema.sql}"))) {
            db.call("insert", Map.of("table", "orders", "values", Map.of("id", 1)));
            db.connector().connector().disconnect();
            db.connector().connector().connect();

            assertThat(db.one("SELECT note FROM orders")).isEqualTo(Map.of("note", "a;b"));
            assertThat(db.query("SELECT id FROM audit")).hasSize(2);
        }
    }

    @Test
    void theInitScriptRunsOnH2() throws Exception {
        Files.writeString(
                folder.resolve("schema.sql"),
                "CREATE TABLE IF NOT EXISTS a (id INT); CREATE TABLE IF NOT EXISTS b (id INT);\nDELETE FROM a;");
        try (SqlWorkspace db =
                SqlWorkspace.start(folder, SqlWorkspace.h2(folder, "options: {initScript: schema.sql}"))) {
            assertThat(db.query("SELECT id FROM b")).isEmpty();
        }
    }

    @Test
    void aFailingInitScriptLeavesNothingAndIsNamed() throws Exception {
        Files.writeString(folder.resolve("schema.sql"), "CREATE TABLE a (id INTEGER);\nCREATE TABEL b (id INTEGER);");
        ConnectorException failure =
                refused(SqlWorkspace.prepare(folder, SqlWorkspace.sqlite("options: {initScript: schema.sql}")));

        assertThat(failure.errorCode()).isEqualTo(SqlErrors.INIT_SCRIPT_FAILED);
        assertThat(failure)
                .hasMessageContaining("The script " + folder.resolve("schema.sql") + " failed:")
                .hasMessageContaining("near \"TABEL\": syntax error");
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite(""))) {
            assertThat(db.query("SELECT name FROM sqlite_master")).isEmpty();
        }
    }

    @Test
    void aMissingInitScriptIsNamed() throws Exception {
        assertThat(refused(SqlWorkspace.prepare(folder, SqlWorkspace.sqlite("options: {initScript: none.sql}"))))
                .hasMessageContaining("The script " + folder.resolve("none.sql"))
                .hasMessageContaining("cannot be read");
    }

    @Test
    void aDriverThatIsNotThereIsNamed() throws Exception {
        ConnectorException noClass = refused(SqlWorkspace.prepare(
                folder, "connection: {url: 'jdbc:sqlite:data/test.db', driver: com.example.Driver}"));
        assertThat(noClass.errorCode()).isEqualTo(SqlErrors.DRIVER_MISSING);
        assertThat(noClass).hasMessageContaining("There is no class com.example.Driver");

        ConnectorException noDriver =
                refused(SqlWorkspace.prepare(folder, "connection: {url: 'jdbc:nosuch://host/db?password=hunter2'}"));
        assertThat(noDriver.errorCode()).isEqualTo(SqlErrors.DRIVER_MISSING);
        assertThat(noDriver)
                .hasMessageContaining("no JDBC driver for URLs that begin with 'jdbc:nosuch:'")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void aDriverCanBeNamed() throws Exception {
        try (SqlWorkspace db =
                SqlWorkspace.start(folder, "connection: {url: 'jdbc:sqlite:data/test.db', driver: org.sqlite.JDBC}")) {
            assertThat(db.one("SELECT 1 AS one")).isEqualTo(Map.of("one", 1));
        }
    }

    @Test
    void aWrongPasswordIsAMatterOfAuthentication() throws Exception {
        SqlWorkspace.start(folder, SqlWorkspace.h2(folder, "")).close();
        ConnectorException failure = refused(SqlWorkspace.prepare(
                folder,
                "connection: {url: 'jdbc:h2:" + folder.resolve("test") + "', username: sa, password: hunter2}"));

        assertThat(failure.errorCode()).isEqualTo(SqlErrors.ACCESS_REFUSED);
        assertThat(failure.category()).isEqualTo(ErrorCategory.AUTHENTICATION);
        assertThat(failure)
                .hasMessageContaining("Check connection.username and connection.password")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void aDatabaseThatCannotBeReachedIsRecoverable() throws Exception {
        ConnectorException failure =
                refused(SqlWorkspace.prepare(folder, "connection: {url: 'jdbc:h2:tcp://localhost:1/none'}"));

        assertThat(failure.errorCode()).isEqualTo(SqlErrors.CANNOT_CONNECT);
        assertThat(failure.recoverable()).isTrue();
        assertThat(failure.neverSent()).isTrue();
    }

    @Test
    void declarationsThatCannotWorkAreRefusedWithTheirPlace() {
        assertThatThrownBy(() -> SqlWorkspace.prepare(folder, "connection: {url: 'postgresql://localhost'}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("connectors.yaml:2:")
                .hasMessageContaining("'connection.url' must begin with 'jdbc:'");
        assertThatThrownBy(() -> SqlWorkspace.prepare(folder, "connection: {url: 'jdbc:sqlite::memory:'}"))
                .hasMessageContaining("in-memory SQLite database");
        assertThatThrownBy(() -> SqlWorkspace.prepare(folder, "description: none"))
                .hasMessageContaining("Expected either 'connection.url'")
                .hasMessageContaining("there is none of them");
        assertThatThrownBy(() -> SqlWorkspace.prepare(folder, SqlWorkspace.sqlite("options: {maxConnections: 0}")))
                .hasMessageContaining("'options.maxConnections' has the value '0'");
    }

    @Test
    void aProviderWithADatabaseTakesThePlaceOfTheUrl() throws Exception {
        try (SqlWorkspace db =
                SqlWorkspace.start(folder, "provider: SQLite, connection: {database: data/provided.db}")) {
            assertThat(db.one("SELECT 1 AS one")).isEqualTo(Map.of("one", 1));
            assertThat(folder.resolve("data/provided.db")).isRegularFile();
        }
    }

    @Test
    void aPoolSizeAndItsOverflowAreAddedUp() throws Exception {
        try (SqlWorkspace db =
                SqlWorkspace.prepare(folder, SqlWorkspace.sqlite("options: {pool_size: 3, max_overflow: 4}"))) {
            assertThat(((SqlConfiguration) db.connector().declaration().configuration())
                            .options()
                            .maxConnections())
                    .isEqualTo(7);
        }
        assertThatThrownBy(() -> SqlWorkspace.prepare(folder, SqlWorkspace.sqlite("options: {max_overflow: 4}")))
                .hasMessageContaining("'options.poolSize', which is missing");
    }

    @Test
    void propertiesOfTheDriverArePassedThrough() throws Exception {
        String declaration = SqlWorkspace.sqlite("options: {properties: {foreign_keys: 'false', cache_size: '-1234'}}");
        try (SqlWorkspace db = SqlWorkspace.start(folder, declaration)) {
            assertThat(db.one("PRAGMA cache_size")).isEqualTo(Map.of("cache_size", -1234));
            assertThat(db.one("PRAGMA foreign_keys")).isEqualTo(Map.of("foreign_keys", 0));
        }
    }

    @Test
    void readsAreKeptUntilTheirTableChangesWhereTheTableCanBeTold() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite("cache: {ttl: 1h}"))) {
            db.run("CREATE TABLE t (id INTEGER)");
            assertThat(db.query("SELECT * FROM t")).isEmpty();
            db.call("insert", Map.of("table", "t", "values", Map.of("id", 1)));
            assertThat(db.query("SELECT * FROM t")).hasSize(1);
        }
    }
}
