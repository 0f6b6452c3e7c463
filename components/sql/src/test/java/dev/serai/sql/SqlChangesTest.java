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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes that give rows back, that belong together, and that are made by the database's own routines. */
@ExtendWith(PostgresDatabase.class)
class SqlChangesTest {

    @TempDir
    Path folder;

    private SqlWorkspace start(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        SqlWorkspace db = kind.start(folder, postgres, "");
        db.run(
                "CREATE TABLE stock (item VARCHAR(20) PRIMARY KEY, amount INTEGER NOT NULL, note VARCHAR(20) DEFAULT 'new')");
        return db;
    }

    private static Map<String, Object> item(String name, int amount) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("item", name);
        row.put("amount", amount);
        return row;
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void anInsertGivesRowsBackWithTheirDefaults(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            List<Map<String, Object>> rows =
                    IntStream.range(0, 1200).mapToObj(i -> item("i" + i, i)).toList();

            ExecutionResult result =
                    db.execute("insert", Map.of("table", "stock", "values", rows, "returning", "item, note"));

            assertThat(lower(result.output())).hasSize(1200).contains(Map.of("item", "i1199", "note", "new"));
            assertThat(result.metadata()).containsEntry("rowsAffected", 1200).containsEntry("rowCount", 1200);
            assertThat(db.query("SELECT * FROM stock")).hasSize(1200);
        }
    }

    @ParameterizedTest
    @EnumSource(value = SqlKind.class, mode = EnumSource.Mode.EXCLUDE, names = "MARIADB")
    void updatesAndDeletesGiveRowsBack(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            db.call("insert", Map.of("table", "stock", "values", List.of(item("a", 1), item("b", 2))));

            assertThat(lower(db.call(
                            "update",
                            Map.of(
                                    "table",
                                    "stock",
                                    "values",
                                    Map.of("amount", 5),
                                    "where",
                                    Map.of("item", "a"),
                                    "returning",
                                    "*"))))
                    .containsExactly(Map.of("item", "a", "amount", 5, "note", "new"));
            assertThat(lower(db.call(
                            "delete",
                            Map.of("table", "stock", "where", Map.of("item", "a"), "returning", List.of("amount")))))
                    .containsExactly(Map.of("amount", 5));
            assertThat(db.query("SELECT * FROM stock")).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void columnsThatComeBackAreNames(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            assertThatThrownBy(() -> db.call(
                            "insert",
                            Map.of(
                                    "table",
                                    "stock",
                                    "values",
                                    item("a", 1),
                                    "returning",
                                    List.of("1; DROP TABLE stock"))))
                    .hasMessageContaining("SERAI-SQL-010");
            assertThat(db.query("SELECT * FROM stock")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void anUpsertAddsOrChanges(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            db.call("insert", Map.of("table", "stock", "values", Map.of("item", "a", "amount", 1, "note", "kept")));

            assertThat(db.call(
                            "upsert",
                            Map.of("table", "stock", "values", List.of(item("a", 7), item("b", 2), item("b", 3)))))
                    .isEqualTo(3);
            assertThat(db.call("upsert", Map.of("table", "stock", "values", item("c", 4), "keys", "item")))
                    .isEqualTo(1);

            assertThat(lower(db.query("SELECT * FROM stock ORDER BY item")))
                    .containsExactly(
                            Map.of("item", "a", "amount", 7, "note", "kept"),
                            Map.of("item", "b", "amount", 3, "note", "new"),
                            Map.of("item", "c", "amount", 4, "note", "new"));
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void anUpsertNeedsAKeyWithAValue(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            db.run("CREATE TABLE heap (a INTEGER)");

            assertThatThrownBy(() -> db.call("upsert", Map.of("table", "heap", "values", Map.of("a", 1))))
                    .hasMessageContaining("SERAI-SQL-011")
                    .hasMessageContaining("'heap' has no primary key");
            assertThatThrownBy(() -> db.call("upsert", Map.of("table", "stock", "values", Map.of("amount", 1))))
                    .hasMessageContaining("SERAI-SQL-011")
                    .hasMessageMatching("(?is).*no value for 'item'.*");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SqlKind.class,
            names = {"SQLITE", "POSTGRES", "MARIADB"})
    void anUpsertGivesRowsBack(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            assertThat(lower(db.call(
                            "upsert",
                            Map.of(
                                    "table",
                                    "stock",
                                    "values",
                                    List.of(item("a", 1), item("a", 2)),
                                    "returning",
                                    List.of("amount")))))
                    .containsExactly(Map.of("amount", 1), Map.of("amount", 2));
        }
    }

    @Test
    void whatADatabaseCannotGiveBackIsRefused() throws Exception {
        try (SqlWorkspace db = start(SqlKind.H2, null)) {
            assertThatThrownBy(() -> db.call(
                            "upsert", Map.of("table", "stock", "values", item("a", 1), "returning", List.of("*"))))
                    .hasMessageContaining("SERAI-SQL-014");
            assertThat(db.query("SELECT * FROM stock")).isEmpty();
        }
    }

    @Test
    void mariaDbGivesNoUpdatedRowsBackButDeletedOnes() throws Exception {
        try (SqlWorkspace db = start(SqlKind.MARIADB, null)) {
            db.call("insert", Map.of("table", "stock", "values", item("a", 1)));
            Map<String, Object> row = Map.of("table", "stock", "where", Map.of("item", "a"), "returning", "amount");
            Map<String, Object> change = new LinkedHashMap<>(row);
            change.put("values", Map.of("amount", 5));

            assertThatThrownBy(() -> db.call("update", change)).hasMessageContaining("SERAI-SQL-014");
            assertThat(db.call("delete", row)).isEqualTo(List.of(Map.of("amount", 1)));
        }
    }

    @Test
    void mariaDbLeavesRowsOutOnlyWithoutGivingRowsBack() throws Exception {
        try (SqlWorkspace db = start(SqlKind.MARIADB, null)) {
            Map<String, Object> insert = new LinkedHashMap<>(
                    Map.of("table", "stock", "values", item("a", 1), "onConflict", "ignore", "returning", "item"));

            assertThatThrownBy(() -> db.call("insert", insert)).hasMessageContaining("SERAI-SQL-014");
            insert.remove("returning");
            assertThat(db.call("insert", insert)).isEqualTo(1);
            assertThat(db.call("insert", insert)).isEqualTo(0);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aBatchRunsForEachSetOrForNone(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            String insert = "INSERT INTO stock (item, amount) VALUES (:#item, :#amount)";
            ExecutionResult result =
                    db.execute("batchUpdate", Map.of("sql", insert, "parameters", List.of(item("a", 1), item("b", 2))));

            assertThat(result.output()).isEqualTo(List.of(1, 1));
            assertThat(result.metadata()).containsEntry("rowsAffected", 2);
            assertThat(db.call(
                            "batchUpdate",
                            Map.of(
                                    "sql",
                                    "UPDATE stock SET amount = 0 WHERE item IN (:#in:items)",
                                    "parameters",
                                    List.of(
                                            Map.of("items", List.of("a", "b")),
                                            Map.of("items", List.of("a")),
                                            Map.of("items", List.of("z"))))))
                    .isEqualTo(List.of(2, 1, 0));
            assertThatThrownBy(() -> db.call(
                            "batchUpdate", Map.of("sql", insert, "parameters", List.of(item("c", 1), item("a", 2)))))
                    .hasMessageContaining("SERAI-SQL-007");
            assertThat(db.query("SELECT * FROM stock")).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aTransactionTakesEffectAsAWhole(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            Map<String, Object> insert =
                    Map.of("sql", "INSERT INTO stock (item, amount) VALUES (?, ?)", "parameters", List.of("a", 1));
            String read = "SELECT amount AS \"amount\" FROM stock WHERE item = 'a'";
            ExecutionResult result = db.execute(
                    "transaction",
                    Map.of("statements", List.of(insert, "UPDATE stock SET amount = amount + 1", Map.of("sql", read))));

            assertThat(result.output())
                    .isEqualTo(List.of(
                            Map.of("rowsAffected", 1),
                            Map.of("rowsAffected", 1),
                            Map.of("rows", List.of(Map.of("amount", 2)), "rowCount", 1, "columns", List.of("amount"))));
            assertThat(result.metadata()).containsEntry("rowsAffected", 2);
            assertThatThrownBy(() -> db.call(
                            "transaction", Map.of("statements", List.of("UPDATE stock SET amount = 100", insert))))
                    .hasMessageContaining("SERAI-SQL-007");
            assertThat(db.one(read)).isEqualTo(Map.of("amount", 2));
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aTransactionIsEndedByTheConnectorAlone(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            String insert = "INSERT INTO stock (item, amount) VALUES ('a', 1)";
            for (String control : List.of(
                    "COMMIT",
                    " -- done\n commit;",
                    "/* x */ROLLBACK",
                    "begin",
                    "START TRANSACTION",
                    "; COMMIT",
                    "INSERT INTO stock (item, amount) VALUES ('b', 1); /* x */ COMMIT",
                    " ".repeat(20_000) + "COMMIT")) {
                assertThatThrownBy(() -> db.call("transaction", Map.of("statements", List.of(insert, control))))
                        .as(control)
                        .hasMessageContaining("SERAI-SQL-011")
                        .hasMessageContaining("begins or ends a transaction");
            }
            assertThatThrownBy(() -> db.call("transaction", Map.of("statements", List.of(Map.of("query", insert)))))
                    .hasMessageContaining("neither a text nor a map with the key 'sql'");
            assertThat(db.query("SELECT * FROM stock")).isEmpty();
        }
    }

    @Test
    void proceduresAndFunctionsOfPostgresAreCalledByName(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(SqlKind.POSTGRES, postgres)) {
            db.run("CREATE PROCEDURE add_item(name text, INOUT amount int, OUT total bigint, factor int DEFAULT 2)"
                    + " LANGUAGE plpgsql AS $$ BEGIN amount := amount * factor; INSERT INTO stock VALUES (name, amount);"
                    + " SELECT sum(stock.amount) INTO total FROM stock; END $$");
            db.run("CREATE FUNCTION plus(a numeric, b numeric) RETURNS numeric LANGUAGE sql AS 'SELECT a + b'");
            db.run("CREATE FUNCTION least_of(lim int) RETURNS TABLE (item text, amount int) LANGUAGE sql AS"
                    + " 'SELECT item, amount FROM stock ORDER BY amount LIMIT lim'");
            db.run("CREATE FUNCTION twice(a int) RETURNS int LANGUAGE sql AS 'SELECT a * 2'");
            db.run("CREATE FUNCTION twice(a text) RETURNS text LANGUAGE sql AS 'SELECT a || a'");

            assertThat(call(db, "add_item", Map.of("name", "a", "amount", 2)))
                    .isEqualTo(Map.of("parameters", Map.of("amount", 4, "total", 4L), "rows", List.of()));
            assertThat(call(db, "public.add_item", List.of("b", 1, 3)))
                    .isEqualTo(Map.of("parameters", Map.of("amount", 3, "total", 7L), "rows", List.of()));
            assertThat(call(db, "plus", Map.of("a", "1.10", "b", 2)))
                    .isEqualTo(Map.of(
                            "parameters", Map.of("result", new java.math.BigDecimal("3.10")), "rows", List.of()));
            assertThat(call(db, "least_of", List.of(1)))
                    .isEqualTo(Map.of("parameters", Map.of(), "rows", List.of(Map.of("item", "b", "amount", 3))));
            assertThatThrownBy(() -> call(db, "plus", Map.of("a", 1)))
                    .hasMessageContaining("SERAI-SQL-011")
                    .hasMessageContaining("fit none of: plus(a, b)");
            assertThatThrownBy(() -> call(db, "twice", Map.of("a", 1))).hasMessageContaining("fit more than one");
            assertThatThrownBy(() -> call(db, "nothing", Map.of()))
                    .hasMessageContaining("SERAI-SQL-008")
                    .hasMessageContaining("no procedure or function 'nothing'");
            assertThatThrownBy(() -> call(db, "plus(1, 2); DROP TABLE stock; --", Map.of()))
                    .hasMessageContaining("SERAI-SQL-010");
            assertThatThrownBy(() -> call(db, "add_item", Map.of("name", "a", "amount", 2)))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                            .isEqualTo(SqlErrors.CONSTRAINT_VIOLATED));
        }
    }

    @Test
    void functionsOfH2AreCalledAndSqliteHasNone() throws Exception {
        try (SqlWorkspace db = start(SqlKind.H2, null)) {
            db.run("CREATE ALIAS plus FOR 'java.lang.Math.addExact(int,int)'");

            assertThat(call(db, "plus", List.of(2, 3)))
                    .isEqualTo(Map.of("parameters", Map.of("result", 5), "rows", List.of()));
        }
        try (SqlWorkspace db = start(SqlKind.SQLITE, null)) {
            assertThatThrownBy(() -> call(db, "plus", List.of(2, 3))).hasMessageContaining("SERAI-SQL-014");
        }
    }

    private static Object call(SqlWorkspace db, String procedure, Object parameters) {
        return db.call("call", Map.of("procedure", procedure, "parameters", parameters));
    }

    /** Rows with their labels in lower case, because H2 spells them in upper case. */
    private static List<Map<String, Object>> lower(Object rows) {
        List<Map<String, Object>> lower = new ArrayList<>();
        for (Object row : (List<?>) rows) {
            Map<String, Object> renamed = new LinkedHashMap<>();
            ((Map<?, ?>) row)
                    .forEach((label, value) -> renamed.put(String.valueOf(label).toLowerCase(Locale.ROOT), value));
            lower.add(renamed);
        }
        return lower;
    }
}
