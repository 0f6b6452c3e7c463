/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pool's settings, and what it says when it runs dry. */
class SqlPoolTest {

    private static final String SLEEPY = "SELECT pg_sleep(20)";

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private static RouteBuilder report() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:report")
                        .routeId("nightly-report")
                        .to("connector:db/query?sql=RAW(" + SLEEPY + ")")
                        .id("long-query");
                from("direct:write").routeId("orders").to("connector:db/insert?table=orders");
            }
        };
    }

    private static ConnectorException failure(Future<?> call) throws Exception {
        try {
            throw new AssertionError("It gave " + call.get(30, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return (ConnectorException)
                    (e.getCause() instanceof CamelExecutionException route ? route.getCause() : e.getCause());
        }
    }

    @Test
    void whoFindsNoConnectionIsToldWhoHoldsThem() throws Exception {
        String more = "options: {maxConnections: 2, acquireTimeout: 300ms}, retry: {maxRetries: 0}";
        try (SqlWorkspace db = SqlWorkspace.start(folder, Kind.POSTGRESQL.declaration(folder, more), report());
                DatabaseSession other = DatabaseSession.beside(db)) {
            var template = db.camelContext().createProducerTemplate();
            List<Future<?>> held = new ArrayList<>();
            held.add(threads.submit(() -> template.requestBody("direct:report", "")));
            held.add(threads.submit(() -> db.query(SLEEPY)));
            await().until(() -> other.running(Kind.POSTGRESQL) == 2);

            ConnectorException failure =
                    failure(threads.submit(() -> template.requestBody("direct:write", Map.of("id", 1))));

            assertThat(failure.errorCode()).isEqualTo(SqlErrors.POOL_EXHAUSTED);
            assertThat(failure.neverSent()).isTrue();
            assertThat(failure)
                    .hasMessageContaining(
                            "Connector 'db', operation 'insert': All 2 connections were in use for 300 ms.")
                    .hasMessageContaining("'query' in route 'nightly-report', step 'long-query' for ")
                    .message()
                    .containsPattern("They are held by .*'query' for \\d+ ms");
            // They are not waited for: the call that found none failed at its own limit.
            assertThat(held).noneMatch(Future::isDone);
            assertThat(other.running(Kind.POSTGRESQL)).isEqualTo(2);
            other.endWhatRuns();
        }
    }

    @Test
    void aConnectionThatWentBackIsNobodys() throws Exception {
        String more = "options: {maxConnections: 2, acquireTimeout: 300ms}, retry: {maxRetries: 0}";
        try (SqlWorkspace db = SqlWorkspace.start(folder, Kind.POSTGRESQL.declaration(folder, more));
                DatabaseSession other = DatabaseSession.beside(db)) {
            db.run("CREATE TABLE orders (id INTEGER)");
            Future<?> one = threads.submit(() -> db.query(SLEEPY));
            Future<?> two = threads.submit(() -> db.query(SLEEPY));
            await().until(() -> other.running(Kind.POSTGRESQL) == 2);

            assertThat(failure(threads.submit(() -> db.query("SELECT 1"))))
                    .message()
                    .doesNotContain("'execute'");
            other.endWhatRuns();
            assertThat(failure(one).errorCode()).isEqualTo(SqlErrors.TIMEOUT);
            assertThat(failure(two).errorCode()).isEqualTo(SqlErrors.TIMEOUT);
        }
    }

    @Test
    void aCallThatGetsItsTurnInTimeIsMade() throws Exception {
        String more = "options: {maxConnections: 1, acquireTimeout: 20s}, retry: {maxRetries: 0}";
        try (SqlWorkspace db = SqlWorkspace.start(folder, Kind.POSTGRESQL.declaration(folder, more))) {
            List<Future<ExecutionResult>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                calls.add(threads.submit(
                        () -> db.execute("query", Map.of("sql", "SELECT pg_sleep(0.05)", "fetchMode", "all"))));
            }
            for (Future<ExecutionResult> call : calls) {
                assertThat(call.get(20, TimeUnit.SECONDS).metadata()).containsEntry("rowCount", 1);
            }
        }
    }

    @Test
    void theSettingsHaveTheDefaultsThatThePageNames() throws Exception {
        HikariConfig pool = settings("");

        assertThat(pool.getMaximumPoolSize()).isEqualTo(10);
        assertThat(pool.getMinimumIdle()).isEqualTo(2);
        assertThat(pool.getConnectionTimeout()).isEqualTo(Duration.ofSeconds(30).toMillis());
        assertThat(pool.getIdleTimeout()).isEqualTo(Duration.ofMinutes(5).toMillis());
        assertThat(pool.getPoolName()).isEqualTo("db");
    }

    @Test
    void everySettingReachesThePool() throws Exception {
        HikariConfig pool = settings("options: {maxConnections: 7, minIdle: 3, acquireTimeout: 4s, idleTimeout: 90s}");

        assertThat(pool.getMaximumPoolSize()).isEqualTo(7);
        assertThat(pool.getMinimumIdle()).isEqualTo(3);
        assertThat(pool.getConnectionTimeout()).isEqualTo(4_000);
        assertThat(pool.getIdleTimeout()).isEqualTo(90_000);
        assertThat(settings("options: {maxConnections: 1}").getMinimumIdle()).isEqualTo(1);
        assertThat(settings("options: {poolSize: 3, maxOverflow: 2}").getMaximumPoolSize())
                .isEqualTo(5);
    }

    private HikariConfig settings(String options) throws Exception {
        try (SqlWorkspace db = SqlWorkspace.prepare(folder, SqlWorkspace.sqlite(options))) {
            SqlConfiguration configuration =
                    (SqlConfiguration) db.connector().declaration().configuration();
            return Database.settings(configuration.options(), null, "db");
        }
    }

    @Test
    void asManySessionsAreOpenAsTheSettingsSay() throws Exception {
        String more = "options: {maxConnections: 3, minIdle: 2}";
        try (SqlWorkspace db = SqlWorkspace.start(folder, Kind.POSTGRESQL.declaration(folder, more));
                DatabaseSession other = DatabaseSession.beside(db)) {
            await().until(() -> other.others() == 2);
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                calls.add(threads.submit(() -> db.query("SELECT pg_sleep(0.2)")));
            }
            await().until(() -> other.others() == 3);
            for (Future<?> call : calls) {
                call.get(20, TimeUnit.SECONDS);
            }
            assertThat(other.others()).isEqualTo(3);
        }
    }
}
