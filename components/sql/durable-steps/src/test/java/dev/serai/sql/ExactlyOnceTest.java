/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static dev.serai.sql.KeyedCalls.once;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ExecutionResult;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change and the record that it is done are one transaction; a repetition with its key gives the result back. */
@Timeout(120)
@ExtendWith(PostgresDatabase.class)
class ExactlyOnceTest {

    private static final int AT_ONCE = 8;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private SqlWorkspace start(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        SqlWorkspace db = kind.start(folder, postgres, "");
        db.run("CREATE TABLE stock (item VARCHAR(20) PRIMARY KEY, amount INTEGER NOT NULL)");
        db.run("INSERT INTO stock VALUES ('a', 1)");
        db.run("CREATE TABLE log (entry VARCHAR(20))");
        return db;
    }

    private static int count(SqlWorkspace db, String condition) {
        return ((Number) ((Map<?, ?>) db.one("SELECT count(*) AS \"n\" FROM log WHERE " + condition)).get("n"))
                .intValue();
    }

    private static Object amount(SqlWorkspace db) {
        return ((Map<?, ?>) db.one("SELECT amount AS \"amount\" FROM stock WHERE item = 'a'")).get("amount");
    }

    /** Makes a call twice; the second gives what the first gave. */
    private static ExecutionResult twice(SqlWorkspace db, String operation, Map<String, Object> input) {
        String key = "step of " + operation;
        ExecutionResult first = once(db, key, operation, input);
        ExecutionResult second = once(db, key, operation, input);
        assertThat(second.output()).as(operation).isEqualTo(first.output());
        assertThat(second.metadata()).as(operation).isEqualTo(first.metadata());
        return second;
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void everyChangeIsMadeOnceHoweverOftenItIsRepeated(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            Map<String, Object> entry = Map.of("entry", "x");
            assertThat(twice(db, "insert", Map.of("table", "log", "values", entry))
                            .output())
                    .isEqualTo(1);
            assertThat(count(db, "entry = 'x'")).isEqualTo(1);

            twice(db, "execute", Map.of("sql", "UPDATE stock SET amount = amount + 1"));
            assertThat(amount(db)).isEqualTo(2);

            ExecutionResult batch = twice(
                    db,
                    "batchUpdate",
                    Map.of(
                            "sql",
                            "UPDATE stock SET amount = amount + :#more WHERE item = 'a'",
                            "parameters",
                            List.of(Map.of("more", 10), Map.of("more", 20))));
            assertThat(batch.output()).isEqualTo(List.of(1, 1));
            assertThat(batch.metadata()).containsEntry("rowsAffected", 2);
            assertThat(amount(db)).isEqualTo(32);

            ExecutionResult transaction = twice(
                    db,
                    "transaction",
                    Map.of(
                            "statements",
                            List.of(
                                    "UPDATE stock SET amount = amount + 100",
                                    Map.of("sql", "SELECT amount AS \"amount\" FROM stock"))));
            assertThat(((List<?>) transaction.output()).get(1))
                    .isEqualTo(Map.of(
                            "rows", List.of(Map.of("amount", 132)), "rowCount", 1, "columns", List.of("amount")));
            assertThat(amount(db)).isEqualTo(132);

            List<Map<String, Object>> rows = List.of(Map.of("entry", "bulk"), Map.of("entry", "bulk"));
            assertThat(twice(db, "bulkInsert", Map.of("table", "log", "rows", rows))
                            .output())
                    .isEqualTo(2L);
            assertThat(count(db, "entry = 'bulk'")).isEqualTo(2);

            Map<String, Object> change = Map.of("item", "a", "amount", 7);
            once(db, "first", "bulkUpdate", Map.of("table", "stock", "rows", List.of(change)));
            db.run("UPDATE stock SET amount = 8");
            assertThat(once(db, "first", "bulkUpdate", Map.of("table", "stock", "rows", List.of(change)))
                            .output())
                    .isEqualTo(1L);
            assertThat(amount(db)).isEqualTo(8);
            Map<String, Object> update =
                    Map.of("table", "stock", "values", Map.of("amount", 9), "where", Map.of("item", "a"));
            assertThat(once(db, "second", "update", update).output()).isEqualTo(1);
            db.run("UPDATE stock SET amount = 10");
            assertThat(once(db, "second", "update", update).output()).isEqualTo(1);
            assertThat(amount(db)).isEqualTo(10);
            Map<String, Object> upsert = Map.of("table", "stock", "values", List.of(change));
            assertThat(once(db, "third", "upsert", upsert).output()).isEqualTo(1);
            db.run("UPDATE stock SET amount = 11");
            assertThat(once(db, "third", "upsert", upsert).output()).isEqualTo(1);
            assertThat(amount(db)).isEqualTo(11);
            Map<String, Object> delete = Map.of("table", "stock", "where", Map.of("item", "a"));
            assertThat(once(db, "fourth", "delete", delete).output()).isEqualTo(1);
            db.run("INSERT INTO stock VALUES ('a', 12)");
            assertThat(once(db, "fourth", "delete", delete).output()).isEqualTo(1);
            assertThat(amount(db)).isEqualTo(12);
        }
    }

    @Test
    void rowsThatCameBackComeBackEqual(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(SqlKind.POSTGRES, postgres)) {
            db.run("CREATE TABLE kinds (id serial PRIMARY KEY, d numeric, at timestamptz DEFAULT now(), day date"
                    + " DEFAULT current_date, clock time DEFAULT localtime, u uuid DEFAULT gen_random_uuid(),"
                    + " j jsonb DEFAULT '{\"a\": [1, 2.50, null]}', raw bytea DEFAULT '\\x0102', list int[]"
                    + " DEFAULT '{1,2}', big bigint DEFAULT 9007199254740993, f double precision DEFAULT 0.1)");
            Map<String, Object> insert = Map.of(
                    "table",
                    "kinds",
                    "values",
                    List.of(Map.of("d", new BigDecimal("1.10")), Map.of("d", new BigDecimal("1e30"))),
                    "returning",
                    List.of("*"));

            List<?> first = (List<?>) once(db, "k", "insert", insert).output();
            ExecutionResult second = once(db, "k", "insert", insert);

            assertThat(second.output()).usingRecursiveComparison().isEqualTo(first);
            assertThat(second.metadata()).containsEntry("rowCount", 2);
            assertThat((Map<?, ?>) ((List<?>) second.output()).get(0))
                    .isEqualTo(withSameBytes((Map<?, ?>) first.get(0), (Map<?, ?>) ((List<?>) second.output()).get(0)));
            assertThat(db.query("SELECT id FROM kinds")).hasSize(2);
        }
    }

    /** Arrays are equal only to themselves. */
    private static Map<?, ?> withSameBytes(Map<?, ?> row, Map<?, ?> other) {
        Map<Object, Object> same = new LinkedHashMap<>(row);
        assertThat((byte[]) row.get("raw")).isEqualTo((byte[]) other.get("raw"));
        same.put("raw", other.get("raw"));
        return same;
    }

    @Test
    void aProcedureIsCalledOnce(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(SqlKind.POSTGRES, postgres)) {
            db.run("CREATE PROCEDURE book(INOUT more int) LANGUAGE plpgsql AS $$ BEGIN UPDATE stock SET amount = amount"
                    + " + more RETURNING amount INTO more; END $$");

            assertThat(twice(db, "call", Map.of("procedure", "book", "parameters", Map.of("more", 4)))
                            .output())
                    .isEqualTo(Map.of("parameters", Map.of("more", 5), "rows", List.of()));
            assertThat(amount(db)).isEqualTo(5);
        }
        try (SqlWorkspace db = start(SqlKind.MARIADB, null)) {
            db.run("CREATE PROCEDURE book(INOUT more INT) BEGIN UPDATE stock SET amount = amount + more;"
                    + " SELECT amount INTO more FROM stock; END");

            assertThat(twice(db, "call", Map.of("procedure", "book", "parameters", Map.of("more", 4)))
                            .output())
                    .isEqualTo(Map.of("parameters", Map.of("more", 5), "rows", List.of()));
            assertThat(amount(db)).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void attemptsAtTheSameTimeMakeOneChange(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            for (int round = 0; round < 5; round++) {
                String key = "round-" + round;
                CountDownLatch together = new CountDownLatch(AT_ONCE);
                List<Future<Object>> attempts = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    attempts.add(threads.submit(() -> {
                        together.countDown();
                        together.await();
                        return once(db, key, "execute", Map.of("sql", "UPDATE stock SET amount = amount + 1"))
                                .output();
                    }));
                }
                for (Future<Object> attempt : attempts) {
                    assertThat(attempt.get(60, TimeUnit.SECONDS)).isEqualTo(1);
                }
                assertThat(amount(db)).isEqualTo(round + 2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"POSTGRESQL", "MARIADB", "MARIADB_BY_MYSQLS_DRIVER"})
    void anAttemptWaitsForTheOneThatIsUnderWay(Kind kind) throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, kind.declaration(folder, "retry: {maxRetries: 0}"));
                DatabaseSession other = DatabaseSession.beside(db)) {
            db.run("CREATE TABLE stock (item VARCHAR(20) PRIMARY KEY, amount INTEGER NOT NULL)");
            db.run("INSERT INTO stock VALUES ('a', 1)");
            Map<String, Object> update = Map.of("sql", "UPDATE stock SET amount = amount * 2");
            once(db, "before", "execute", update);
            other.begin();
            other.run("UPDATE stock SET amount = 5");
            Future<ExecutionResult> first = threads.submit(() -> once(db, "k", "execute", update));
            await().until(() -> other.waiting(kind) == 1);
            Future<ExecutionResult> second = threads.submit(() -> once(db, "k", "execute", update));
            await().until(() -> other.waiting(kind) == 2);
            other.commit();

            assertThat(first.get(30, TimeUnit.SECONDS).output()).isEqualTo(1);
            assertThat(second.get(30, TimeUnit.SECONDS).output()).isEqualTo(1);
            assertThat(amount(db)).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aCallThatFailedIsNotDone(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            Map<String, Object> two =
                    Map.of("statements", List.of("UPDATE stock SET amount = 50", "INSERT INTO stock VALUES ('a', 2)"));
            assertThatThrownBy(() -> once(db, "k", "transaction", two)).hasMessageContaining("SERAI-SQL-007");
            assertThat(amount(db)).isEqualTo(1);
            assertThat(db.query("SELECT id FROM serai_exactly_once")).isEmpty();
            db.run("DELETE FROM stock");

            once(db, "k", "transaction", two);
            assertThat(amount(db)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void manyKeysAreManyCalls(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            Set<String> keys = new HashSet<>(List.of("a", "A", "a ", "ä", "a\u0000", "x".repeat(5000), "👍"));
            IntStream.range(0, 20).mapToObj(i -> "0197-" + i).forEach(keys::add);
            Map<String, Object> entry = Map.of("table", "log", "values", Map.of("entry", "x"));
            for (int round = 0; round < 2; round++) {
                keys.forEach(key -> once(db, key, "insert", entry));
            }
            assertThat(count(db, "1 = 1")).isEqualTo(keys.size());
            assertThat(db.query("SELECT id FROM serai_exactly_once WHERE id = '0197-7'"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void aKeyIsForOneCall(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            String sql = "INSERT INTO log (entry) VALUES (:#entry)";
            once(db, "k", "execute", Map.of("sql", sql), Map.of("entry", "x"));
            once(db, "k", "execute", Map.of("sql", sql), Map.of("entry", "x"));

            assertThatThrownBy(() -> once(db, "k", "execute", Map.of("sql", sql), Map.of("entry", "y")))
                    .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                        assertThat(failure.errorCode()).isEqualTo(SqlErrors.EXACTLY_ONCE_REFUSED);
                        assertThat(failure.recoverable()).isFalse();
                    })
                    .hasMessageContaining("The key 'k' is that of another call");
            assertThatThrownBy(() -> once(db, "k", "insert", Map.of("table", "log", "values", Map.of("entry", "x"))))
                    .hasMessageContaining("is that of another call");
            assertThat(count(db, "1 = 1")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void whatNobodyAsksForIsNotMade(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = start(kind, postgres)) {
            db.call("insert", Map.of("table", "log", "values", Map.of("entry", "x")));
            db.call("insert", Map.of("table", "log", "values", Map.of("entry", "x"), "exactlyOnce", "false"));

            assertThat(count(db, "1 = 1")).isEqualTo(2);
            assertThatThrownBy(() -> db.query("SELECT * FROM serai_exactly_once"))
                    .hasMessageContaining("SERAI-SQL-008");
        }
    }

    @ParameterizedTest
    @EnumSource(SqlKind.class)
    void theTableIsMadeOnceByAllNodesAndForgetsWhatIsOld(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        Map<String, Object> entry = Map.of("table", "log", "values", Map.of("entry", "x"));
        String more = "options: {exactlyOnceTable: done, exactlyOnceRetention: 2h}";
        try (SqlWorkspace db = kind.start(folder, postgres, more)) {
            db.run("CREATE TABLE log (entry VARCHAR(20))");
            List<Future<?>> first = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String key = "k" + i;
                first.add(threads.submit(() -> once(db, key, "insert", entry)));
            }
            for (Future<?> call : first) {
                call.get(60, TimeUnit.SECONDS);
            }
            db.run("UPDATE done SET done_at = done_at - 7200000 WHERE id <> 'k0'");
            // More than go in one transaction.
            db.call(
                    "bulkInsert",
                    Map.of(
                            "table",
                            "done",
                            "rows",
                            IntStream.range(0, 1200)
                                    .mapToObj(i -> Map.of("id", "old-" + i, "call_digest", "x", "done_at", i))
                                    .toList()));
            // As a restart does: it is the first call that looks for the table and for what is old.
            db.connector().connector().disconnect();
            db.connector().connector().connect();
            once(db, "k0", "insert", entry);
            await().until(() -> db.query("SELECT id FROM done").size() == 1);
            once(db, "k1", "insert", entry);

            assertThat(count(db, "1 = 1")).isEqualTo(AT_ONCE + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theTableMayLieInASchema(Kind kind) throws Exception {
        String schema = kind == Kind.SQLITE ? "main" : "once_" + kind.name().toLowerCase(Locale.ROOT);
        String more = "options: {exactlyOnceTable: " + schema + ".done}";
        try (SqlWorkspace db = SqlWorkspace.start(folder, kind.declaration(folder, more))) {
            db.run("CREATE TABLE log (entry VARCHAR(20))");
            if (kind != Kind.SQLITE) {
                db.run("CREATE SCHEMA " + schema);
            }
            Map<String, Object> entry = Map.of("table", "log", "values", Map.of("entry", "x"));
            once(db, "k", "insert", entry);
            once(db, "k", "insert", entry);

            assertThat(count(db, "1 = 1")).isEqualTo(1);
            assertThat(db.query("SELECT id FROM " + schema + ".done")).hasSize(1);
            String index = "CREATE INDEX done_done_at ON " + schema + ".done (done_at)";
            if (kind == Kind.SQLITE) {
                assertThat(db.query("SELECT name FROM sqlite_master WHERE name = 'done_done_at'"))
                        .hasSize(1);
            } else if (!kind.isMariaDb()) {
                assertThatThrownBy(() -> db.run(index)).hasMessageMatching("(?is).*already exists.*");
            }
        }
    }
}
