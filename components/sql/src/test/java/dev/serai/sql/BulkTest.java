/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import dev.serai.testkit.TcpProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Very many rows go in and are changed: all of them or none, unless asked otherwise. */
@ExtendWith(PostgresDatabase.class)
class BulkTest {

    @TempDir
    Path folder;

    private SqlWorkspace start(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        SqlWorkspace db = kind.start(folder, postgres, "retry: {maxRetries: 2, delay: 10ms}");
        createTable(db);
        return db;
    }

    private static void createTable(SqlWorkspace db) {
        db.run("CREATE TABLE stock (id INTEGER PRIMARY KEY, item VARCHAR(20) NOT NULL, amount INTEGER)");
    }

    private static Map<String, Object> row(int id, String item, Integer amount) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("item", item);
        row.put("amount", amount);
        return row;
    }

    private static Stream<Map<String, Object>> rows(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> row(i, "item " + i, i % 10 == 0 ? null : i));
    }

    private static Map<String, Object> input(Object rows, Object... more) {
        Map<String, Object> input = new LinkedHashMap<>(Map.of("table", "stock", "rows", rows));
        for (int i = 0; i < more.length; i += 2) {
            input.put((String) more[i], more[i + 1]);
        }
        return input;
    }

    private static long count(SqlWorkspace db, String condition) {
        Map<?, ?> row = (Map<?, ?>) db.one("SELECT count(*) AS \"n\" FROM stock WHERE " + condition);
        return ((Number) row.get("n")).longValue();
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aListAnIteratorAndAStreamGoIn(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            List<Map<String, Object>> all = rows(5500).toList();

            ExecutionResult result = db.execute("bulkInsert", input(all.subList(0, 2500)));
            assertThat(result.output()).isEqualTo(2500L);
            assertThat(result.metadata()).containsEntry("rowsAffected", 2500L);
            assertThat(db.call("bulkInsert", input(all.subList(2500, 4000).iterator())))
                    .isEqualTo(1500L);
            assertThat(db.call("bulkInsert", input(all.subList(4000, 5500).stream(), "allOrNothing", false)))
                    .isEqualTo(1500L);
            assertThat(db.call("bulkInsert", input(List.of()))).isEqualTo(0L);

            assertThat(count(db, "amount = id AND item = concat('item ', id)")).isEqualTo(4950);
            assertThat(count(db, "amount IS NULL")).isEqualTo(550);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aRowThatIsRefusedLeavesNothing(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            Iterator<Map<String, Object>> rows =
                    Stream.concat(rows(2500), Stream.of(row(7, "again", 1))).iterator();

            assertThatThrownBy(() -> db.call("bulkInsert", input(rows)))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.CONSTRAINT_VIOLATED))
                    .hasMessageContaining("Connector 'db', operation 'bulkInsert'")
                    .hasMessageContaining("Nothing was kept.");
            assertThat(count(db, "1 = 1")).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aSourceThatFailsLeavesNothing(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            Stream<Map<String, Object>> rows = rows(2500).peek(row -> {
                if (row.get("id").equals(2000)) {
                    throw new IllegalStateException("the file is cut off");
                }
            });

            assertThatThrownBy(() -> db.call("bulkInsert", input(rows))).hasMessageContaining("the file is cut off");
            assertThat(count(db, "1 = 1")).isZero();
            assertThat(db.call("bulkInsert", input(rows(3))))
                    .as("the connection is fit")
                    .isEqualTo(3L);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void chunksThatWereMadeStayWhenAskedTo(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            List<Map<String, Object>> rows = new ArrayList<>(rows(2500).toList());
            rows.add(row(7, "again", 1));

            assertThatThrownBy(() -> db.call("bulkInsert", input(rows, "allOrNothing", false, "chunkSize", 1000)))
                    .hasMessageContaining("SERAI-SQL-007")
                    .hasMessageContaining("2000 rows were changed before and are kept.");
            assertThat(count(db, "1 = 1")).isEqualTo(2000);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void manyRowsAreChangedByTheirKeys(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            db.call("bulkInsert", input(rows(2500)));

            assertThat(db.call(
                            "bulkUpdate",
                            input(IntStream.rangeClosed(2001, 3000).mapToObj(i -> Map.of("id", i, "amount", -i)))))
                    .isEqualTo(500L);
            assertThat(db.call(
                            "bulkUpdate",
                            input(
                                    List.of(Map.of("item", "item 1", "amount", 99)),
                                    "keys",
                                    "item",
                                    "allOrNothing",
                                    false)))
                    .isEqualTo(1L);

            assertThat(count(db, "amount = -id")).isEqualTo(500);
            assertThat(count(db, "amount = 99 AND id = 1")).isEqualTo(1);
            assertThat(count(db, "item = concat('item ', id)")).isEqualTo(2500);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void rowsThatDoNotFitAreRefused(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            assertRefused(
                    db,
                    "bulkInsert",
                    List.of(row(1, "a", 1), Map.of("id", 2, "price", 5)),
                    "Row 2 names other columns");
            assertRefused(db, "bulkInsert", List.of(Map.of(), row(1, "a", 1)), "The first of 'rows' names no column");
            assertRefused(db, "bulkInsert", List.of("text"), "'rows' must be a map from column to value");
            assertRefused(db, "bulkInsert", "text", "'rows' must be a list, an iterator or a stream");
            assertRefused(db, "bulkUpdate", List.of(Map.of("amount", 5)), "which select the row to change");
            assertRefused(db, "bulkUpdate", List.of(Map.of("id", 5)), "none to change");
            assertThatThrownBy(() -> db.call("bulkInsert", input(List.of(Map.of("id; DROP", 1)))))
                    .hasMessageContaining("SERAI-SQL-010");
            assertThatThrownBy(() -> db.call("bulkInsert", input(List.of(Map.of("idd", 1)))))
                    .hasMessageContaining("SERAI-SQL-015");
            assertThat(count(db, "1 = 1")).isZero();
        }
    }

    private static void assertRefused(SqlWorkspace db, String operation, Object rows, String message) {
        assertThatThrownBy(() -> db.call(operation, input(rows)))
                .hasMessageContaining("SERAI-SQL-011")
                .hasMessageContaining(message);
    }

    @Test
    void everyTypeOfPostgresGoesThroughCopy(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "")) {
            PostgresValuesTest.createTable(db);

            db.call("bulkInsert", Map.of("table", "v", "rows", List.of(PostgresValuesTest.everything())));

            PostgresValuesTest.assertSame((Map<?, ?>) db.one("SELECT * FROM v"), PostgresValuesTest.everything());
        }
    }

    @Test
    void aKeyThatComesTwiceInAnUpdateIsRefusedByPostgres(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(SqlKind.POSTGRES, postgres)) {
            db.call("bulkInsert", input(rows(3)));

            assertThatThrownBy(() -> db.call(
                            "bulkUpdate", input(List.of(Map.of("id", 1, "amount", 5), Map.of("id", 1, "amount", 6)))))
                    .hasMessageContaining("SERAI-SQL-007");
            assertThat(count(db, "id = 1 AND amount = 1")).isEqualTo(1);
        }
    }

    @Test
    void rowsFlowFromOneQueryIntoATable(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(SqlKind.POSTGRES, postgres)) {
            Object rows = db.call(
                    "query",
                    Map.of(
                            "sql",
                            "SELECT i AS id, 'x' AS item, 1 AS amount FROM generate_series(1, 20000) AS s(i)",
                            "fetchMode",
                            "stream"));

            assertThat(db.call("bulkInsert", input(rows))).isEqualTo(20_000L);
        }
    }

    @Test
    void aConnectionLostInACopyLeavesNothingAndIsNotReportedAsDone(PostgresDatabase.Url postgres) throws Exception {
        try (TcpProxy proxy = TcpProxy.start("localhost", postgres.port());
                SqlWorkspace db = postgres.startThrough(proxy.port(), folder, "retry: {maxRetries: 2, delay: 10ms}")) {
            createTable(db);
            Stream<Map<String, Object>> rows = rows(200_000).peek(row -> {
                if (row.get("id").equals(100_000)) {
                    proxy.cut();
                }
            });

            assertThatThrownBy(() -> db.call("bulkInsert", input(rows)))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.CONNECTION_LOST));

            proxy.restore();
            assertThat(count(db, "1 = 1")).isZero();
            assertThat(db.call("bulkInsert", input(rows(10)))).isEqualTo(10L);
        }
    }
}
