/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCategory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many callers at once, locks, and time-outs. */
class SqlConcurrencyTest {

    private static final int WRITERS = 16;
    private static final int ROWS_EACH = 25;

    /** Counts for long: the database is busy until it is interrupted. */
    private static final String ENDLESS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) AS m FROM n";

    @TempDir
    Path folder;

    private ExecutorService threads;

    @BeforeEach
    void startThreads() {
        threads = Executors.newFixedThreadPool(WRITERS);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private SqlWorkspace start(String more) throws Exception {
        SqlWorkspace workspace = SqlWorkspace.start(folder, SqlWorkspace.sqlite(more));
        workspace.run("CREATE TABLE IF NOT EXISTS t (writer INTEGER, number INTEGER, PRIMARY KEY (writer, number))");
        return workspace;
    }

    private static Map<String, Object> row(int writer, int number) {
        return Map.of("table", "t", "values", Map.of("writer", writer, "number", number));
    }

    @Test
    void sixteenWritersShareOneSqliteFile() throws Exception {
        try (SqlWorkspace db = start("")) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.add(threads.submit(() -> {
                    for (int i = 0; i < ROWS_EACH; i++) {
                        db.call("insert", row(number, i));
                    }
                }));
            }
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }

            assertThat(db.one("SELECT count(*) AS n FROM t")).isEqualTo(Map.of("n", WRITERS * ROWS_EACH));
        }
    }

    @Test
    void anInsertIsRepeatedUntilALockedSqliteFileIsFree() throws Exception {
        try (SqlWorkspace db =
                        start("options: {queryTimeout: 200ms}, retry: {maxRetries: 10, delay: 50ms, multiplier: 1}");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/test.db"));
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");
            Future<Object> insert = threads.submit(() -> db.call("insert", row(1, 1)));
            await().until(() -> db.connector().retries() >= 1);
            assertThat(insert.isDone()).isFalse();
            lock.execute("COMMIT");

            assertThat(insert.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void aLockThatStaysIsARecoverableConflict() throws Exception {
        try (SqlWorkspace db = start("options: {queryTimeout: 200ms}, retry: {maxRetries: 0}");
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/test.db"));
                Statement lock = other.createStatement()) {
            lock.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> db.call("insert", row(1, 1)))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.errorCode()).isEqualTo(SqlErrors.CONFLICT);
                        assertThat(failure.recoverable()).isTrue();
                        assertThat(failure.neverSent()).isTrue();
                    });
            assertThat(db.query("SELECT writer FROM t")).isEmpty();
        }
    }

    @Test
    void twoTransactionsThatChangeOneRowInH2GiveAConflict() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.h2(folder, "retry: {maxRetries: 0}"));
                Connection other = DriverManager.getConnection("jdbc:h2:" + folder.resolve("test"), "sa", "secret");
                Statement lock = other.createStatement()) {
            db.run("CREATE TABLE t (id INTEGER PRIMARY KEY, note VARCHAR(10))");
            db.call("insert", Map.of("table", "t", "values", Map.of("id", 1)));
            other.setAutoCommit(false);
            lock.execute("UPDATE t SET note = 'held'");

            assertThatThrownBy(() -> db.call(
                            "update", Map.of("table", "t", "values", Map.of("note", "x"), "where", Map.of("id", 1))))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.CONFLICT));
        }
    }

    @Test
    void aStatementThatRunsTooLongIsStopped() throws Exception {
        try (SqlWorkspace db = start("options: {queryTimeout: 300ms}, retry: {maxRetries: 0}")) {
            assertThatThrownBy(() -> db.query(ENDLESS)).isInstanceOfSatisfying(ConnectorException.class, failure -> {
                assertThat(failure.category()).isEqualTo(ErrorCategory.TIMEOUT);
                assertThat(failure.errorCode()).isEqualTo(SqlErrors.TIMEOUT);
            });
            assertThat(db.one("SELECT 1 AS one")).isEqualTo(Map.of("one", 1));
        }
    }

    @Test
    void aStatementThatRunsTooLongIsStoppedByH2() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(
                folder, SqlWorkspace.h2(folder, "options: {queryTimeout: 1s}, retry: {maxRetries: 0}"))) {
            assertThatThrownBy(
                            () -> db.query("SELECT count(*) FROM system_range(1, 100000) a, system_range(1, 100000) b"))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.TIMEOUT));
        }
    }

    @Test
    void aCallThatFindsNoFreeConnectionInTimeSaysSo() throws Exception {
        String options =
                "options: {maxConnections: 1, acquireTimeout: 250ms, queryTimeout: 1s}, retry: {maxRetries: 0}";
        try (SqlWorkspace db = start(options)) {
            List<ConnectorException> failures = new ArrayList<>();
            for (Future<?> call :
                    List.of(threads.submit(() -> db.query(ENDLESS)), threads.submit(() -> db.query(ENDLESS)))) {
                assertThatThrownBy(() -> call.get(10, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(ConnectorException.class, failures::add);
            }

            assertThat(failures)
                    .extracting(ConnectorException::errorCode)
                    .containsExactlyInAnyOrder(SqlErrors.TIMEOUT, SqlErrors.POOL_EXHAUSTED);
            assertThat(failures)
                    .filteredOn(failure -> failure.errorCode().equals(SqlErrors.POOL_EXHAUSTED))
                    .singleElement()
                    .satisfies(failure -> assertThat(failure.neverSent()).isTrue())
                    .satisfies(failure ->
                            assertThat(failure).hasMessageContaining("All 1 connections were in use for 250 ms"));
        }
    }

    @Test
    void aDisconnectDoesNotWaitForCallsThatHaveNotBegun() throws Exception {
        try (SqlWorkspace db = start("options: {maxConnections: 1, queryTimeout: 1s}, retry: {maxRetries: 0}")) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                calls.add(threads.submit(() -> db.query(ENDLESS)));
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> calls.stream().anyMatch(Future::isDone));
            db.connector().connector().disconnect();

            for (Future<?> call : calls) {
                assertThatThrownBy(() -> call.get(1, TimeUnit.SECONDS))
                        .cause()
                        .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.code())
                                .isIn("SERAI-SQL-005", "SERAI-CONNECTOR-007"));
            }
        }
    }
}
