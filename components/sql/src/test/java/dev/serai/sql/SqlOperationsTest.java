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
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every operation, on every kind of database; what is refused before a database hears of it, on one. */
class SqlOperationsTest {

    @TempDir
    Path folder;

    private SqlWorkspace start(Kind kind) throws Exception {
        SqlWorkspace workspace = SqlWorkspace.start(folder, kind.declaration(folder, ""));
        workspace.run(
                "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer VARCHAR(100) NOT NULL, note VARCHAR(100))");
        return workspace;
    }

    private static Map<String, Object> order(int id, String customer) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("customer", customer);
        return row;
    }

    private static Map<String, Object> insert(Object values) {
        return Map.of("table", "orders", "values", values);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void insertsOneRowAndGivesTheNumber(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            ExecutionResult result = db.execute("insert", insert(order(1, "Zoë; DROP TABLE orders")));

            assertThat(result.output()).isEqualTo(1);
            assertThat(result.metadata()).containsEntry("rowsAffected", 1);
            assertThat(db.one("SELECT customer AS \"Customer\", note AS \"note\" FROM orders"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("Customer", "Zoë; DROP TABLE orders")
                    .containsEntry("note", null);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void insertsManyRowsWithDifferentColumns(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            Map<String, Object> withNote = order(3, "c");
            withNote.put("note", "n");

            assertThat(db.call("insert", insert(List.of(order(1, "a"), order(2, "b"), withNote, order(4, "d")))))
                    .isEqualTo(4);
            assertThat(db.query("SELECT id FROM orders WHERE note IS NULL")).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void insertsAllRowsOfAListOrNone(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            db.call("insert", insert(order(3, "there already")));

            assertThatThrownBy(() -> db.call("insert", insert(List.of(order(1, "a"), order(2, "b"), order(3, "c")))))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.errorCode()).isEqualTo(SqlErrors.CONSTRAINT_VIOLATED);
                        assertThat(failure.recoverable()).isFalse();
                    })
                    .hasMessageContaining("Connector 'db', operation 'insert': The database refused the rows")
                    .hasMessageMatching("(?is).*(primary|unique).*");
            assertThat(db.query("SELECT id FROM orders")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aRowWithoutARequiredColumnIsRefusedInTheDatabasesWords(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            assertThatThrownBy(() -> db.call("insert", insert(Map.of("id", 1))))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.CONSTRAINT_VIOLATED))
                    .hasMessageMatching("(?is).*(null|doesn't have a default value).*");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void leavesRowsOutThatAreThereAlreadyWhenAsked(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            db.call("insert", insert(order(2, "first")));
            Map<String, Object> input =
                    new HashMap<>(insert(List.of(order(1, "a"), order(2, "second"), order(3, "c"))));
            input.put("onConflict", "ignore");

            assertThat(db.call("insert", input)).isEqualTo(2);
            assertThat(db.one("SELECT customer AS \"customer\" FROM orders WHERE id = 2"))
                    .isEqualTo(Map.of("customer", "first"));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void ignoringConflictsStillRefusesOtherViolations(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            Map<String, Object> broken = order(2, "x");
            broken.put("customer", null);

            assertThatThrownBy(() -> db.call(
                            "insert",
                            Map.of(
                                    "table",
                                    "orders",
                                    "values",
                                    List.of(order(1, "a"), broken),
                                    "onConflict",
                                    "ignore")))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.CONSTRAINT_VIOLATED));
            assertThat(db.query("SELECT id FROM orders")).isEmpty();
        }
    }

    @Test
    void anEmptyListInsertsNothing() throws Exception {
        try (SqlWorkspace db = start(Kind.SQLITE)) {
            assertThat(db.call("insert", insert(List.of()))).isEqualTo(0);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void updatesTheRowsThatAMapSelects(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            db.call("insert", insert(List.of(order(1, "a"), order(2, "a"), order(3, "b"))));
            Map<String, Object> where = new LinkedHashMap<>();
            where.put("customer", "a");
            where.put("note", null);

            ExecutionResult result =
                    db.execute("update", Map.of("table", "orders", "values", Map.of("note", "x"), "where", where));

            assertThat(result.output()).isEqualTo(2);
            assertThat(result.metadata()).containsEntry("rowsAffected", 2);
            assertThat(db.query("SELECT id FROM orders WHERE note = 'x'")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void updatesByTheKeysInTheBody(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            db.call("insert", insert(List.of(order(1, "a"), order(2, "b"))));

            assertThat(db.call("update", Map.of("table", "orders", "values", order(2, "changed"), "keys", "id")))
                    .isEqualTo(1);
            assertThat(db.query("SELECT customer AS \"customer\" FROM orders ORDER BY id"))
                    .isEqualTo(List.of(Map.of("customer", "a"), Map.of("customer", "changed")));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void deletesTheRowsThatAMapSelects(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            db.call("insert", insert(List.of(order(1, "a"), order(2, "b"))));

            assertThat(db.call("delete", Map.of("table", "orders", "where", Map.of("id", 2))))
                    .isEqualTo(1);
            assertThat(db.call("delete", Map.of("table", "orders", "where", Map.of("id", 2))))
                    .isEqualTo(0);
            assertThat(db.query("SELECT id FROM orders")).hasSize(1);
        }
    }

    @Test
    void refusesToTouchEveryRow() throws Exception {
        try (SqlWorkspace db = start(Kind.SQLITE)) {
            assertThatThrownBy(() -> db.call("delete", Map.of("table", "orders", "where", Map.of())))
                    .hasMessageContaining("SERAI-SQL-011")
                    .hasMessageContaining("every row would be meant");
            assertThatThrownBy(() -> db.call("delete", Map.of("table", "orders")))
                    .hasMessageContaining("'where' must be a map from column to value, but holds nothing");
            assertThatThrownBy(() -> db.call(
                            "update", Map.of("table", "orders", "values", Map.of("note", "x"), "where", Map.of())))
                    .hasMessageContaining("every row would be meant");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void queriesByNameByListAndByPosition(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            db.call("insert", insert(List.of(order(1, "a"), order(2, "b"), order(3, "c"))));

            ExecutionResult named = db.execute(
                    "query",
                    Map.of(
                            "sql",
                            "SELECT id AS \"id\" FROM orders WHERE customer = :#who OR id IN (:#in:ids) ORDER BY id",
                            "parameters",
                            Map.of("who", "a", "ids", List.of(3, 4))));
            assertThat(named.output()).isEqualTo(List.of(Map.of("id", 1), Map.of("id", 3)));
            assertThat(named.metadata()).containsEntry("rowCount", 2);
            assertThat(db.call(
                            "query",
                            Map.of(
                                    "sql",
                                    "SELECT id AS \"id\" FROM orders WHERE id > ? AND customer <> ?",
                                    "parameters",
                                    List.of(1, "c"))))
                    .isEqualTo(List.of(Map.of("id", 2)));
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void oneGivesTheRowOrNullAndRefusesMore(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            assertThat(db.one("SELECT id FROM orders")).isNull();
            db.call("insert", insert(order(1, "a")));
            assertThat(db.one("SELECT id AS \"id\" FROM orders")).isEqualTo(Map.of("id", 1));
            db.call("insert", insert(order(2, "b")));

            assertThatThrownBy(() -> db.one("SELECT id FROM orders"))
                    .hasMessageContaining("SERAI-SQL-009")
                    .hasMessageContaining("more than one row");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void executesWithParametersAndCountsRows(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            db.call("insert", insert(List.of(order(1, "a"), order(2, "a"))));

            ExecutionResult result = db.execute(
                    "execute",
                    Map.of(
                            "sql",
                            "UPDATE orders SET note = :#note WHERE customer = :#who",
                            "parameters",
                            Map.of("note", "it's", "who", "a")));

            assertThat(result.output()).isEqualTo(2);
            assertThat(result.metadata()).containsEntry("rowsAffected", 2);
            assertThat(db.query("SELECT id FROM orders WHERE note = 'it''s'")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void refusesTwoColumnsOfOneName(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            assertThatThrownBy(() -> db.query("SELECT id AS \"id\", customer AS \"id\" FROM orders"))
                    .hasMessageContaining("SERAI-SQL-009")
                    .hasMessageContaining("two columns named 'id'");
        }
    }

    @Test
    void refusesNamesThatAreNotPlain() throws Exception {
        try (SqlWorkspace db = start(Kind.SQLITE)) {
            for (String name : Arrays.asList(
                    "orders; DROP TABLE orders", "orders--", "\"orders\"", "a.b.c", "", ".orders", "o'", "1orders")) {
                assertThatThrownBy(() -> db.call("insert", Map.of("table", name, "values", order(1, "a"))))
                        .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                                .isEqualTo(SqlErrors.IDENTIFIER_REFUSED))
                        .hasMessageContaining("'" + name + "' is not the name of a table");
            }
            String column = "id) VALUES (1, 'x'); DROP TABLE orders; --";
            assertThatThrownBy(() -> db.call("insert", insert(Map.of(column, 1))))
                    .hasMessageContaining("is not the name of a column");
            assertThatThrownBy(() -> db.call("delete", Map.of("table", "orders", "where", Map.of("1=1 OR id", 1))))
                    .hasMessageContaining("is not the name of a column");
            assertThatThrownBy(() -> db.call(
                            "update",
                            Map.of("table", "orders", "values", Map.of("note = 'x' --", 1), "where", Map.of("id", 1))))
                    .hasMessageContaining("is not the name of a column");
            assertThat(db.query("SELECT id FROM orders")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aReservedWordIsANameLikeAnyOther(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            db.run("CREATE TABLE " + kind.quoted(kind.spelled("order")) + " (" + kind.quoted(kind.spelled("group"))
                    + " INTEGER)");

            assertThat(db.call("insert", Map.of("table", "order", "values", Map.of("group", 7))))
                    .isEqualTo(1);
            assertThat(db.call("delete", Map.of("table", "order", "where", Map.of("group", 7))))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aMissingTableIsNamed(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            assertThatThrownBy(() -> db.call("insert", Map.of("table", "invoices", "values", Map.of("id", 1))))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.errorCode()).isEqualTo(SqlErrors.STATEMENT_REFUSED);
                        assertThat(failure.recoverable()).isFalse();
                    })
                    .hasMessageContaining("Connector 'db', operation 'insert': The database refused the statement")
                    .hasMessageMatching("(?is).*invoices.*");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void wrongSyntaxIsRefusedInTheDatabasesWords(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            assertThatThrownBy(() -> db.query("SELECT 1 FROM WHERE 2"))
                    .hasMessageContaining("SERAI-SQL-008")
                    .hasMessageMatching("(?is).*syntax.*");
        }
    }

    @Test
    void parametersThatDoNotFitAreRefusedBeforeAnythingIsSent() throws Exception {
        try (SqlWorkspace db = start(Kind.SQLITE)) {
            List<Map<String, Object>> wrong = new ArrayList<>();
            wrong.add(Map.of("sql", "SELECT ?", "parameters", List.of(1, 2)));
            wrong.add(Map.of("sql", "SELECT ?"));
            wrong.add(Map.of("sql", "SELECT ?", "parameters", Map.of("a", 1)));
            wrong.add(Map.of("sql", "SELECT :#missing", "parameters", Map.of("a", 1)));
            wrong.add(Map.of("sql", "SELECT :#a, ?", "parameters", Map.of("a", 1)));
            wrong.add(Map.of("sql", "SELECT :#a", "parameters", Map.of("a", Map.of())));
            wrong.add(Map.of("sql", "SELECT 1 WHERE 1 IN (:#in:a)", "parameters", Map.of("a", List.of())));
            for (Map<String, Object> input : wrong) {
                assertThatThrownBy(() -> db.call("query", input))
                        .as(input.toString())
                        .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                                .isEqualTo(SqlErrors.PARAMETERS_WRONG));
            }
            assertThatThrownBy(() -> db.call("insert", insert(Map.of("id", 1, "customer", List.of("a")))))
                    .hasMessageContaining("The column 'customer' holds a ")
                    .hasMessageContaining("turn the value into text first");
            assertThatThrownBy(() -> db.call("insert", insert("text")))
                    .hasMessageContaining("'values' must be a map from column to value, but holds a String");
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aNullParameterIsNull(Kind kind) throws Exception {
        try (SqlWorkspace db = start(kind)) {
            Map<String, Object> values = order(1, "a");
            values.put("note", null);

            db.call(
                    "execute",
                    Map.of(
                            "sql",
                            "INSERT INTO orders (id, customer, note) VALUES (:#id, :#customer, :#note)",
                            "parameters",
                            values));

            assertThat(db.query("SELECT id FROM orders WHERE note IS NULL")).hasSize(1);
        }
    }
}
