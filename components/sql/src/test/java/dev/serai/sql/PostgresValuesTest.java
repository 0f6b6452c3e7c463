/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Values go into PostgreSQL and come back without loss. */
@ExtendWith(PostgresDatabase.class)
class PostgresValuesTest {

    private static final String TABLE =
            "CREATE TABLE v (i int, l bigint, n numeric, f real, d double precision, b boolean,"
                    + " t text, c char(3), y bytea, u uuid, da date, ti time(6), tz timetz, ts timestamp, tsz timestamptz,"
                    + " j json, jb jsonb, ia int[], ta text[], ma int[][], tza timestamptz[], tia time[], ja jsonb[], iv interval,"
                    + " m money, bi bit(8), one bit(1), x xml)";

    @TempDir
    Path folder;

    /** What a row holds and gives back. */
    static Map<String, Object> everything() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("i", Integer.MIN_VALUE);
        row.put("l", Long.MAX_VALUE);
        row.put("n", new BigDecimal("12345678901234567890.123456789012345678900"));
        row.put("f", 0.1f);
        row.put("d", 0.1);
        row.put("b", true);
        row.put("t", "Grüße, \"Zoë\"\n\t\\N \\ {}");
        row.put("c", "a  ");
        row.put("y", new byte[] {0, 1, -1, '\\'});
        row.put("u", UUID.fromString("0198f3c1-0000-7000-8000-000000000001"));
        row.put("da", LocalDate.of(2026, 2, 28));
        row.put("ti", LocalTime.of(23, 59, 58, 123_456_000));
        row.put("tz", OffsetTime.of(1, 2, 3, 0, ZoneOffset.ofHours(5)));
        row.put("ts", LocalDateTime.of(2026, 3, 29, 2, 30, 0, 123_456_000));
        row.put("tsz", OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 1000, ZoneOffset.UTC));
        row.put("j", Map.of("a", List.of(1, new BigDecimal("1.10"), "x"), "b", Map.of("c", true)));
        row.put("jb", List.of(new BigInteger("123456789012345678901234567890"), Map.of("k", "\"v\\")));
        row.put("ia", Arrays.asList(1, null, 3));
        row.put("ta", List.of("a,b", "\"q\" \\ {x}", "", "NULL"));
        row.put("ma", List.of(List.of(1, 2), List.of(3, 4)));
        row.put("tza", List.of(OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 123_456_000, ZoneOffset.UTC)));
        row.put("tia", List.of(LocalTime.of(1, 2, 3, 123_456_000)));
        row.put("ja", List.of(Map.of("a", 1), List.of(2)));
        row.put("iv", "1 year 2 mons 3 days 04:05:06.789");
        row.put("m", "$1,234.56");
        row.put("bi", "10110001");
        row.put("one", "1");
        row.put("x", "<a b=\"c\">d</a>");
        return row;
    }

    /** A row as it should have come back. */
    static void assertSame(Map<?, ?> read, Map<String, Object> written) {
        Map<String, Object> expected = new LinkedHashMap<>(written);
        expected.put("one", true);
        assertThat(read.keySet().stream().map(Object::toString)).containsExactlyElementsOf(expected.keySet());
        expected.forEach(
                (column, value) -> assertThat(read.get(column)).as(column).isEqualTo(value));
    }

    static void createTable(SqlWorkspace db) {
        db.run(TABLE);
    }

    @Test
    void everyTypeComesBackAsItWentIn(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "")) {
            createTable(db);

            db.call("insert", Map.of("table", "v", "values", everything()));

            assertSame((Map<?, ?>) db.one("SELECT * FROM v"), everything());
        }
    }

    @Test
    void textOfAMessageBecomesWhatTheColumnHolds(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "")) {
            db.run("CREATE TABLE v (id uuid, at timestamptz, doc jsonb, price numeric)");

            db.call(
                    "insert",
                    Map.of(
                            "table",
                            "v",
                            "values",
                            Map.of(
                                    "id",
                                    "0198f3c1-0000-7000-8000-000000000001",
                                    "at",
                                    "2026-01-01T00:00:00Z",
                                    "doc",
                                    "{\"a\": 1.50}",
                                    "price",
                                    "19.90")));

            assertThat(db.one("SELECT * FROM v"))
                    .isEqualTo(Map.of(
                            "id",
                            UUID.fromString("0198f3c1-0000-7000-8000-000000000001"),
                            "at",
                            OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC),
                            "doc",
                            Map.of("a", new BigDecimal("1.50")),
                            "price",
                            new BigDecimal("19.90")));
        }
    }

    @Test
    void listsAndMapsAreParametersOfStatementsToo(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "")) {
            db.run("CREATE TABLE v (id int, doc jsonb)");
            db.call(
                    "execute",
                    Map.of(
                            "sql",
                            "INSERT INTO v VALUES (:#id, :#doc)",
                            "parameters",
                            Map.of("id", 1, "doc", Map.of("a", List.of(1)))));

            assertThat(db.call(
                            "query",
                            Map.of(
                                    "sql",
                                    "SELECT doc FROM v WHERE id = ANY(:#ids)",
                                    "parameters",
                                    Map.of("ids", List.of(1, 2)))))
                    .isEqualTo(List.of(Map.of("doc", Map.of("a", List.of(1)))));
        }
    }

    @Test
    void valuesThatDoNotFitTheirColumnAreRefused(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "")) {
            db.run("CREATE TABLE v (small smallint, at date, t text)");

            assertThatThrownBy(() -> db.call("insert", Map.of("table", "v", "values", Map.of("small", 70_000))))
                    .hasMessageContaining("SERAI-SQL-008")
                    .hasMessageContaining("out of range");
            assertThatThrownBy(() -> db.call("insert", Map.of("table", "v", "values", Map.of("at", "soon"))))
                    .hasMessageContaining("SERAI-SQL-008")
                    .hasMessageContaining("soon");
            assertThatThrownBy(() -> db.call("insert", Map.of("table", "v", "values", Map.of("t", List.of(1)))))
                    .hasMessageContaining("SERAI-SQL-011")
                    .hasMessageContaining("turn the value into text first");
            assertThat(db.query("SELECT * FROM v")).isEmpty();
        }
    }
}
