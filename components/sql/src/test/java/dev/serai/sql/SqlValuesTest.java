/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values go in and come back without loss. */
class SqlValuesTest {

    @TempDir
    Path folder;

    @Test
    void everyTypeOfH2ComesBackAsItWas() throws Exception {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("d", new BigDecimal("12345678901234567890.10"));
        row.put("l", Long.MAX_VALUE);
        row.put("i", Integer.MIN_VALUE);
        row.put("s", "Grüße, \"Zoë\"\n");
        row.put("y", new byte[] {0, 1, -1});
        row.put("da", LocalDate.of(2026, 2, 28));
        row.put("ti", LocalTime.of(23, 59, 58));
        row.put("ts", LocalDateTime.of(2026, 3, 29, 2, 30, 0, 123_456_000));
        row.put("tz", OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.ofHours(5)));
        row.put("u", UUID.fromString("0198f3c1-0000-7000-8000-000000000001"));
        row.put("b", true);
        row.put("c", "x".repeat(100_000));
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.h2(folder, ""))) {
            db.run("CREATE TABLE v (d DECIMAL(30, 2), l BIGINT, i INTEGER, s VARCHAR(50), y VARBINARY(3), da DATE,"
                    + " ti TIME, ts TIMESTAMP(6), tz TIMESTAMP WITH TIME ZONE, u UUID, b BOOLEAN, c CLOB)");
            db.call("insert", Map.of("table", "v", "values", row));

            Map<?, ?> read = (Map<?, ?>)
                    db.one(
                            "SELECT d AS \"d\", l AS \"l\", i AS \"i\", s AS \"s\", y AS \"y\","
                                    + " da AS \"da\", ti AS \"ti\", ts AS \"ts\", tz AS \"tz\", u AS \"u\", b AS \"b\", c AS \"c\" FROM v");

            assertThat(read.keySet().stream().map(Object::toString)).containsExactlyElementsOf(row.keySet());
            row.forEach(
                    (column, value) -> assertThat(read.get(column)).as(column).isEqualTo(value));
        }
    }

    @Test
    void momentsAndListsOfH2() throws Exception {
        Instant moment = Instant.parse("2026-11-21T10:15:30Z");
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.h2(folder, ""))) {
            db.run("CREATE TABLE v (at TIMESTAMP WITH TIME ZONE)");
            db.call("insert", Map.of("table", "v", "values", Map.of("at", moment)));
            db.call("insert", Map.of("table", "v", "values", Map.of("at", java.util.Date.from(moment))));

            assertThat(db.query("SELECT at AS \"at\" FROM v"))
                    .isEqualTo(List.of(
                            Map.of("at", moment.atOffset(ZoneOffset.UTC)),
                            Map.of("at", moment.atOffset(ZoneOffset.UTC))));
            assertThat(db.one("SELECT ARRAY[1, 2] AS \"a\"")).isEqualTo(Map.of("a", List.of(1, 2)));
        }
    }

    @Test
    void sqliteTypesValuesNotColumns() throws Exception {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("l", Long.MAX_VALUE);
        row.put("r", 0.1);
        row.put("t", "12.50");
        row.put("b", "bytes".getBytes(StandardCharsets.UTF_8));
        row.put("d", new BigDecimal("19.99"));
        row.put("day", LocalDate.of(2026, 2, 28));
        row.put("yes", true);
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite(""))) {
            db.run("CREATE TABLE v (l INTEGER, r REAL, t TEXT, b BLOB, d NUMERIC, day TEXT, yes INTEGER, n TEXT)");
            db.call("insert", Map.of("table", "v", "values", row));

            Map<?, ?> read = (Map<?, ?>) db.one("SELECT * FROM v");

            assertThat(read.get("l")).isEqualTo(Long.MAX_VALUE);
            assertThat(read.get("r")).isEqualTo(0.1);
            assertThat(read.get("t")).isEqualTo("12.50");
            assertThat(read.get("b")).isEqualTo("bytes".getBytes(StandardCharsets.UTF_8));
            assertThat(read.get("d")).isEqualTo(19.99);
            assertThat(read.get("day")).isEqualTo("2026-02-28");
            assertThat(read.get("yes")).isEqualTo(1);
            assertThat(read.get("n")).isNull();
        }
    }

    @Test
    void textThatLooksLikeANumberGoesInAsItIs() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.h2(folder, ""))) {
            db.run("CREATE TABLE v (code VARCHAR(10), price DECIMAL(10, 2))");
            db.call("insert", Map.of("table", "v", "values", Map.of("code", "007", "price", "19.90")));

            assertThat(db.one("SELECT code AS \"code\", price AS \"price\" FROM v"))
                    .isEqualTo(Map.of("code", "007", "price", new BigDecimal("19.90")));
        }
    }

    @Test
    void aQueryCannotChangeSqlite() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite("options: {maxConnections: 1}"))) {
            db.run("CREATE TABLE v (a INTEGER)");

            assertThatThrownBy(() -> db.query("INSERT INTO v VALUES (1) RETURNING a"))
                    .hasMessageContaining("SERAI-SQL-008")
                    .hasMessageContaining("use 'execute' for statements that change data");
            assertThat(db.query("SELECT a FROM v")).isEmpty();
            assertThat(db.run("INSERT INTO v VALUES (1)")).isEqualTo(1);
        }
    }
}
