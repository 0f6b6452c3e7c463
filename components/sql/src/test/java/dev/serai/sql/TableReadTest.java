/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables are read page by page and as streams, on every database alike. */
@ExtendWith(PostgresDatabase.class)
class TableReadTest {

    @TempDir
    Path folder;

    private SqlWorkspace start(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        SqlWorkspace db = kind.start(folder, postgres, "options: {fetchSize: 3}");
        db.run("CREATE TABLE orders (number INTEGER PRIMARY KEY, status VARCHAR(20), total DECIMAL(10, 2))");
        db.call(
                "insert",
                Map.of(
                        "table",
                        "orders",
                        "values",
                        List.of(
                                order(1, "open", "10.50"),
                                order(2, null, "20.25"),
                                order(3, "done", "30.50"),
                                order(4, "open", null),
                                order(5, null, null),
                                order(6, "done", "5.25"),
                                order(7, "open", "10.50"))));
        return db;
    }

    private static Map<String, Object> order(int number, String status, String total) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("number", number);
        row.put("status", status);
        row.put("total", total == null ? null : new java.math.BigDecimal(total));
        return row;
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aPageComesInTheOrderOfTheKeyAndLeadsToTheNext(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            ExecutionResult first = fetch(db, Map.of("limit", 3, "total", true));

            assertThat(numbers(first)).containsExactly(1, 2, 3);
            assertThat(first.metadata()).containsEntry("count", 3L).containsEntry("totalCount", 7L);
            ExecutionResult second =
                    fetch(db, Map.of("limit", 4, "cursor", first.metadata().get("nextCursor")));
            assertThat(numbers(second)).containsExactly(4, 5, 6, 7);
            assertThat(second.metadata()).doesNotContainKey("nextCursor");
            assertThat(numbers(fetch(db, Map.of("limit", 2, "offset", 3)))).containsExactly(4, 5);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void rowsThatComeAndGoBetweenPagesMoveNoOther(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            ExecutionResult first = fetch(db, Map.of("limit", 3));
            db.run("DELETE FROM orders WHERE number <= 3");
            db.call("insert", Map.of("table", "orders", "values", order(0, "open", "1")));

            assertThat(numbers(fetch(db, Map.of("cursor", first.metadata().get("nextCursor")))))
                    .containsExactly(4, 5, 6, 7);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void pagesInAnOrderWithNullsAndEqualValuesGiveEachRowOnce(SqlKind kind, PostgresDatabase.Url postgres)
            throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            assertThat(allPages(db, List.of("status", "total desc")))
                    .as("NULL is the largest")
                    .containsExactly(3, 6, 4, 1, 7, 5, 2);
            assertThat(allPages(db, List.of("status desc", "total"))).containsExactly(2, 5, 1, 7, 4, 6, 3);
            assertThat(allPages(db, List.of("number desc"))).containsExactly(7, 6, 5, 4, 3, 2, 1);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void everyFilterChoosesRows(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            Map<String, Object> isNull = new HashMap<>();
            isNull.put("status", null);
            Map<String, Object> notNull = new HashMap<>();
            notNull.put("ne", null);

            assertThat(filtered(db, Map.of("status", "open"))).containsExactly(1, 4, 7);
            assertThat(filtered(db, Map.of("status", Map.of("ne", "open")))).containsExactly(2, 3, 5, 6);
            assertThat(filtered(db, Map.of("status", List.of("done", "lost")))).containsExactly(3, 6);
            assertThat(filtered(db, isNull)).containsExactly(2, 5);
            assertThat(filtered(db, Map.of("status", notNull))).containsExactly(1, 3, 4, 6, 7);
            assertThat(filtered(db, Map.of("status", Map.of("like", "o%")))).containsExactly(1, 4, 7);
            assertThat(filtered(db, Map.of("total", Map.of("gt", 10.5)))).containsExactly(2, 3);
            assertThat(filtered(db, Map.of("total", Map.of("gte", 10.5, "lt", 30))))
                    .containsExactly(1, 2, 7);
            assertThat(filtered(db, Map.of("total", Map.of("lte", 5.25), "status", "done")))
                    .containsExactly(6);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void onlyTheFieldsThatAreWantedCome(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            ExecutionResult page = fetch(db, Map.of("fields", List.of("status"), "limit", 2, "sort", List.of("total")));

            assertThat((List<?>) page.output()).allSatisfy(row -> assertThat(((Map<?, ?>) row).keySet())
                    .singleElement()
                    .asString()
                    .isEqualToIgnoringCase("status"));
            assertThat(page.metadata()).containsKey("nextCursor");
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void sqlInNamesIsRefused(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            String evil = "number; DROP TABLE orders";

            assertRefused(SqlErrors.IDENTIFIER_REFUSED, () -> db.execute("fetch", Map.of("resource", evil)));
            assertRefused(SqlErrors.IDENTIFIER_REFUSED, () -> fetch(db, Map.of("sort", List.of("number;DROP"))));
            assertRefused(SqlErrors.IDENTIFIER_REFUSED, () -> fetch(db, Map.of("fields", List.of(evil))));
            assertRefused(SqlErrors.IDENTIFIER_REFUSED, () -> fetch(db, Map.of("filters", Map.of(evil, 1))));
            assertRefused(SqlErrors.IDENTIFIER_REFUSED, () -> fetch(db, Map.of("key", List.of("a\"b"))));
            assertThatThrownBy(() -> fetch(db, Map.of("sort", List.of("number desc; DROP TABLE orders"))))
                    .hasMessageContaining("SERAI-CONNECTOR-006");
            assertThatThrownBy(() -> fetch(db, Map.of("filters", Map.of("number", Map.of("= 1 OR 1", 1)))))
                    .hasMessageContaining("SERAI-CONNECTOR-006")
                    .hasMessageContaining("There is no comparison '= 1 OR 1'");
            assertThat(filtered(db, Map.of("status", "' OR 1 = 1 --"))).isEmpty();
            assertThat(db.query("SELECT * FROM orders")).hasSize(7);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void namesOfColumnsThatAreNotThereAreSuggested(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            assertThatThrownBy(() -> fetch(db, Map.of("sort", List.of("totl"))))
                    .hasMessageContaining("SERAI-SQL-015")
                    .hasMessageContaining("'orders' has no column 'totl'")
                    .hasMessageMatching("(?i).*did you mean 'total'.*");
            assertThatThrownBy(() -> db.execute("fetch", Map.of("resource", "invoices")))
                    .hasMessageContaining("SERAI-SQL-008")
                    .hasMessageMatching("(?is).*invoices.*");
        }
    }

    @Test
    void filtersThatMeanNothingAreRefused(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(SqlKind.POSTGRES, postgres)) {
            Map<String, Object> nothing = new HashMap<>();
            nothing.put("gt", null);

            assertRefused(SqlErrors.PARAMETERS_WRONG, () -> filtered(db, Map.of("total", nothing)));
            assertRefused(SqlErrors.PARAMETERS_WRONG, () -> filtered(db, Map.of("total", List.of())));
            assertRefused(SqlErrors.PARAMETERS_WRONG, () -> filtered(db, Map.of("total", Map.of("in", 5))));
            assertRefused(SqlErrors.PARAMETERS_WRONG, () -> filtered(db, Map.of("total", Map.of("gt", List.of(1)))));
        }
    }

    @Test
    void aCursorOfAnotherOrderOrNoneIsRefused(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(SqlKind.POSTGRES, postgres)) {
            Object cursor = fetch(db, Map.of("limit", 2)).metadata().get("nextCursor");

            assertRefused(
                    SqlErrors.CURSOR_REFUSED, () -> fetch(db, Map.of("cursor", cursor, "sort", List.of("status"))));
            assertRefused(SqlErrors.CURSOR_REFUSED, () -> fetch(db, Map.of("cursor", "nonsense")));
            assertRefused(SqlErrors.CURSOR_REFUSED, () -> fetch(db, Map.of("cursor", "W10")));
        }
    }

    @Test
    void aKeyThatChangedUnderACursorIsSaid(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(SqlKind.POSTGRES, postgres)) {
            Object cursor = fetch(db, Map.of("limit", 2)).metadata().get("nextCursor");
            db.run("ALTER TABLE orders ADD COLUMN region int DEFAULT 1");
            assertThat(numbers(fetch(db, Map.of("cursor", cursor)))).containsExactly(3, 4, 5, 6, 7);

            db.run("ALTER TABLE orders DROP CONSTRAINT orders_pkey");
            db.run("ALTER TABLE orders ADD PRIMARY KEY (region, number)");

            assertThatThrownBy(() -> fetch(db, Map.of("cursor", cursor)))
                    .hasMessageContaining("SERAI-SQL-016")
                    .hasMessageContaining("the order [number], but the rows come in the order [region, number]");
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aTableWithoutAKeyIsCountedThrough(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            db.run("CREATE VIEW open_orders AS SELECT number, total FROM orders WHERE status = 'open'");
            Map<String, Object> request = new HashMap<>(Map.of("resource", "open_orders", "limit", 2));
            ExecutionResult first = db.execute("fetch", request);
            request.put("cursor", first.metadata().get("nextCursor"));

            assertThat((List<?>) first.output()).hasSize(2);
            assertThat((List<?>) db.execute("fetch", request).output()).hasSize(1);
            assertThatThrownBy(() -> positions(db, new StreamRequest("open_orders", Map.of())))
                    .hasMessageContaining("SERAI-SQL-016")
                    .hasMessageContaining("with the option 'key'");
            assertThat(positions(db, new StreamRequest("open_orders", Map.of("key", List.of("number")))))
                    .hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aStreamGoesOnAfterAnyRowAlsoWhenRowsBeforeItAreGone(SqlKind kind, PostgresDatabase.Url postgres)
            throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            List<String> positions = positions(db, new StreamRequest("orders", Map.of()));
            assertThat(positions).hasSize(7);
            db.run("DELETE FROM orders WHERE number IN (4, 5)");

            for (int i = 0; i < 7; i++) {
                int number = i + 1;
                assertThat(positions(db, new StreamRequest("orders", Map.of(), Optional.of(positions.get(i)))))
                        .as("after " + number)
                        .hasSize((int) List.of(1, 2, 3, 6, 7).stream()
                                .filter(other -> other > number)
                                .count());
            }
        }
    }

    private static ExecutionResult fetch(SqlWorkspace db, Map<String, Object> more) {
        Map<String, Object> request = new HashMap<>(more);
        request.put("resource", "orders");
        return db.execute("fetch", request);
    }

    private static List<Integer> filtered(SqlWorkspace db, Map<String, Object> filters) {
        return numbers(fetch(db, Map.of("filters", filters)));
    }

    private static List<Integer> allPages(SqlWorkspace db, List<String> sort) {
        List<Integer> all = new ArrayList<>();
        Map<String, Object> request = new HashMap<>(Map.of("limit", 2, "sort", sort));
        ExecutionResult page = fetch(db, request);
        all.addAll(numbers(page));
        while (page.metadata().get("nextCursor") != null && all.size() < 20) {
            request.put("cursor", page.metadata().get("nextCursor"));
            page = fetch(db, request);
            all.addAll(numbers(page));
        }
        return all;
    }

    private static List<Integer> numbers(ExecutionResult page) {
        return ((List<?>) page.output())
                .stream()
                        .map(row -> ((Map<?, ?>) row)
                                .entrySet().stream()
                                        .filter(entry -> String.valueOf(entry.getKey())
                                                .toLowerCase(Locale.ROOT)
                                                .equals("number"))
                                        .map(entry -> ((Number) entry.getValue()).intValue())
                                        .findFirst()
                                        .orElseThrow())
                        .toList();
    }

    private static List<String> positions(SqlWorkspace db, StreamRequest request) {
        List<String> positions = new ArrayList<>();
        try (RecordCursor cursor = db.connector().stream(request)) {
            cursor.forEachRemaining((DataRecord row) -> positions.add(row.position()));
        }
        return positions;
    }

    private static void assertRefused(
            dev.serai.connector.ErrorCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(code));
    }
}
