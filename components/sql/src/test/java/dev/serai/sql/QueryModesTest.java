/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows come all at once, or as they are asked for. */
@ExtendWith(PostgresDatabase.class)
class QueryModesTest {

    private static final String ONE_CONNECTION =
            "options: {maxConnections: 1, minIdle: 0, acquireTimeout: 250ms}, retry: {maxRetries: 0}";
    private static final String SEVEN = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7)"
            + " SELECT i AS \"Number\" FROM n ORDER BY i";

    enum Kind {
        SQLITE,
        H2
    }

    @TempDir
    Path folder;

    private SqlWorkspace start(Kind kind) throws Exception {
        return SqlWorkspace.start(
                folder,
                kind == Kind.SQLITE ? SqlWorkspace.sqlite(ONE_CONNECTION) : SqlWorkspace.h2(folder, ONE_CONNECTION));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void allRowsComeWithTheirNumberAndColumns(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            ExecutionResult result = db.execute("query", Map.of("sql", SEVEN));

            assertThat((List<?>) result.output()).hasSize(7);
            assertThat(result.metadata()).containsEntry("rowCount", 7).containsEntry("columns", List.of("Number"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void manyRowsComeInLists(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            ExecutionResult result = db.execute("query", Map.of("sql", SEVEN, "fetchMode", "many", "chunkSize", 3));

            assertThat(result.metadata())
                    .containsEntry("columns", List.of("Number"))
                    .doesNotContainKey("rowCount");
            assertThat(rest(result))
                    .extracting(chunk -> ((List<?>) chunk).size())
                    .containsExactly(3, 3, 1);
            assertThat(db.query(SEVEN)).as("the connection is free").hasSize(7);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aStreamGivesRowsAndThenItsConnection(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            ExecutionResult result = stream(db, SEVEN);

            assertThat(rest(result)).hasSize(7).contains(Map.of("Number", 1), Map.of("Number", 7));
            assertThatThrownBy(((Iterator<?>) result.output())::next).isInstanceOf(NoSuchElementException.class);
            assertThat(db.query(SEVEN)).hasSize(7);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aStreamHoldsItsConnectionUntilItIsClosed(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            ExecutionResult result = stream(db, SEVEN);
            ((Iterator<?>) result.output()).next();

            assertThatThrownBy(() -> db.query(SEVEN)).hasMessageContaining("SERAI-SQL-003");

            ((AutoCloseable) result.output()).close();
            assertThat(db.query(SEVEN)).hasSize(7);
            assertThat(((Iterator<?>) result.output()).hasNext()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aStreamThatTheDatabaseRefusesHoldsNothing(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            assertThatThrownBy(() -> stream(db, "SELECT * FROM nowhere")).hasMessageContaining("SERAI-SQL-008");

            assertThat(db.query(SEVEN)).hasSize(7);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRouteThatReadsAPartOfAStreamGivesTheConnectionBack(Kind kind) throws Exception {
        List<Object> seen = new ArrayList<>();
        try (SqlWorkspace db = SqlWorkspace.start(
                folder,
                kind == Kind.SQLITE ? SqlWorkspace.sqlite(ONE_CONNECTION) : SqlWorkspace.h2(folder, ONE_CONNECTION),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:all")
                                .to("connector:db/query?fetchMode=stream&sql=RAW(" + SEVEN + ")")
                                .split(body())
                                .streaming()
                                .stopOnException()
                                .process(exchange -> {
                                    seen.add(exchange.getMessage().getBody());
                                    if (seen.size() == 2) {
                                        throw new IllegalStateException("enough");
                                    }
                                });
                        from("direct:none").to("connector:db/query?fetchMode=stream&sql=RAW(" + SEVEN + ")");
                    }
                })) {
            var template = db.camelContext().createProducerTemplate();

            assertThatThrownBy(() -> template.requestBody("direct:all", "")).hasRootCauseMessage("enough");
            assertThat(seen).containsExactly(Map.of("Number", 1), Map.of("Number", 2));
            template.sendBody("direct:none", "");

            assertThat(db.query(SEVEN)).as("the connection is free").hasSize(7);
        }
    }

    @Test
    void aStreamOfPostgresIsNotReadIntoMemoryAndChangesNothing(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "options: {maxConnections: 1, fetchSize: 10}")) {
            db.run("CREATE TABLE t (a int)");
            Iterator<?> rows = (Iterator<?>) stream(
                            db,
                            "SELECT i AS \"Number\", repeat('x', 10000) AS t FROM generate_series(1, 1000000) AS s(i)")
                    .output();

            // All rows together take ten gigabytes, more than this process has.
            assertThat(rows.next()).isEqualTo(Map.of("Number", 1, "t", "x".repeat(10_000)));
            ((AutoCloseable) rows).close();

            assertThatThrownBy(() -> stream(db, "INSERT INTO t VALUES (1) RETURNING a"))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("use 'execute' for statements that change data");
            assertThat(db.query("SELECT * FROM t")).isEmpty();
        }
    }

    @Test
    void aStreamWhoseRowFailsSaysSoAndGivesTheConnectionBack(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "options: {maxConnections: 1, fetchSize: 10}")) {
            Iterator<?> rows =
                    (Iterator<?>) stream(db, "SELECT 100 / (50 - i) AS q FROM generate_series(1, 100) AS s(i)")
                            .output();

            assertThatThrownBy(() -> rows.forEachRemaining(row -> {}))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("Connector 'db', operation 'query'")
                    .hasMessageContaining("division by zero");
            assertThat(db.one("SELECT 1 AS one")).isEqualTo(Map.of("one", 1));
        }
    }

    private static ExecutionResult stream(SqlWorkspace db, String sql) {
        return db.execute("query", Map.of("sql", sql, "fetchMode", "stream"));
    }

    private static List<Object> rest(ExecutionResult result) {
        List<Object> rest = new ArrayList<>();
        ((Iterator<?>) result.output()).forEachRemaining(rest::add);
        return rest;
    }
}
