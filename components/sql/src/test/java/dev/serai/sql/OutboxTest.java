/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows of an outbox are taken by one of several nodes, and go when the route is done. */
@ExtendWith(PostgresDatabase.class)
class OutboxTest {

    @TempDir
    Path folder;

    private final List<Integer> seen = new CopyOnWriteArrayList<>();

    private static RouteBuilder taking(String options, Processor work) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("connector:db/outbox?table=outbox&pollInterval=20ms" + options)
                        .process(work)
                        .to("connector:db/insert?table=effects");
            }
        };
    }

    private static void fill(SqlWorkspace db, int count) {
        db.run("CREATE TABLE outbox (id INTEGER PRIMARY KEY, note VARCHAR(20), state VARCHAR(20))");
        db.run("CREATE TABLE effects (id INTEGER, note VARCHAR(20), state VARCHAR(20))");
        db.call(
                "insert",
                Map.of(
                        "table",
                        "outbox",
                        "values",
                        IntStream.rangeClosed(1, count)
                                .mapToObj(i -> Map.of("id", i, "note", "n" + i))
                                .toList()));
    }

    private static int count(SqlWorkspace db, String table) {
        return db.query("SELECT * FROM " + table).size();
    }

    private void see(org.apache.camel.Exchange exchange) {
        Map<?, ?> row = exchange.getMessage().getBody(Map.class);
        Object id = row.get("id") == null ? row.get("ID") : row.get("id");
        seen.add(((Number) id).intValue());
    }

    @ParameterizedTest
    @EnumSource(
            value = SqlKind.class,
            names = {"H2", "POSTGRES", "MARIADB"})
    void eachRowIsTakenInOrderAndRemoved(SqlKind kind, PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = kind.start(folder, postgres, "")) {
            fill(db, 5);
            db.camelContext().addRoutes(taking("", this::see));

            await().until(() -> count(db, "outbox") == 0);
            assertThat(seen).containsExactly(1, 2, 3, 4, 5);
            assertThat(count(db, "effects")).isEqualTo(5);
        }
    }

    @Test
    void twoNodesShareTheRowsAndFailuresComeAgain(PostgresDatabase.Url postgres) throws Exception {
        ConcurrentHashMap<Integer, Boolean> failed = new ConcurrentHashMap<>();
        Processor sometimesFailing = exchange -> {
            Integer id = (Integer) exchange.getMessage().getBody(Map.class).get("id");
            if (id % 3 == 0 && failed.put(id, true) == null) {
                throw new IllegalStateException("failed once on purpose");
            }
        };
        try (SqlWorkspace db = postgres.start(folder, "")) {
            fill(db, 300);
            try (SqlWorkspace one = postgres.start(folder, "", taking("&onError=skip", sometimesFailing));
                    SqlWorkspace two = postgres.start(folder, "", taking("&onError=skip", sometimesFailing))) {
                assertThat(List.of(one.connector().connected(), two.connector().connected()))
                        .containsOnly(true);
                await().until(() -> count(db, "outbox") == 0);
            }
            assertThat(failed).hasSize(100);
            assertThat(count(db, "effects")).isEqualTo(300);
            assertThat(db.one("SELECT count(DISTINCT id) AS n FROM effects")).isEqualTo(Map.of("n", 300L));
        }
    }

    @Test
    void aNodeThatLosesItsConnectionLeavesTheRowToTheOther(PostgresDatabase.Url postgres) throws Exception {
        List<Integer> killed = new CopyOnWriteArrayList<>();
        try (SqlWorkspace db = postgres.start(folder, "")) {
            fill(db, 30);
            db.run("CREATE UNIQUE INDEX ON effects (id)");
            Processor killing = exchange -> {
                Integer id = (Integer) exchange.getMessage().getBody(Map.class).get("id");
                if (id % 10 == 5 && !killed.contains(id)) {
                    killed.add(id);
                    db.query(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'"
                                    + " AND datname = current_database() AND pid <> pg_backend_pid()");
                }
            };
            RouteBuilder once = new RouteBuilder() {
                @Override
                public void configure() {
                    from("connector:db/outbox?table=outbox&pollInterval=20ms")
                            .process(killing)
                            .to("connector:db/insert?table=effects&onConflict=ignore");
                }
            };
            try (SqlWorkspace one = postgres.start(folder, "", once)) {
                assertThat(one.connector().connected()).isTrue();
                await().until(() -> count(db, "outbox") == 0);
            }
            assertThat(killed).containsExactly(5, 15, 25);
            assertThat(count(db, "effects")).isEqualTo(30);
        }
    }

    @Test
    void aFailureStopsThePollAtItsRowUnlessItIsToBeSkipped(PostgresDatabase.Url postgres) throws Exception {
        Processor failing = exchange -> {
            see(exchange);
            if (seen.get(seen.size() - 1) == 2 && seen.size() < 6) {
                throw new IllegalStateException("not yet");
            }
        };
        try (SqlWorkspace db = postgres.start(folder, "")) {
            fill(db, 3);
            db.camelContext().addRoutes(taking("", failing));

            await().until(() -> count(db, "outbox") == 0);
            List<Integer> expected = new ArrayList<>(List.of(1, 2, 2, 2, 2, 2, 3));
            assertThat(seen).isEqualTo(expected);
        }
    }

    @Test
    void aRowCanBeMarkedInsteadOfRemoved(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "")) {
            fill(db, 4);
            db.run("UPDATE outbox SET state = 'new' WHERE id > 1");
            db.camelContext().addRoutes(taking("&order=id desc&mark.state=sent&filters.state=new", this::see));

            await().until(() ->
                    db.query("SELECT id FROM outbox WHERE state = 'sent'").size() == 3);
            assertThat(seen).containsExactly(4, 3, 2);
            assertThat(count(db, "outbox")).isEqualTo(4);
        }
    }

    @Test
    void whatCannotServeAsAnOutboxIsRefusedAtTheStart(PostgresDatabase.Url postgres) throws Exception {
        assertThatThrownBy(() -> SqlWorkspace.start(folder, SqlWorkspace.sqlite(""), taking("", this::see))
                        .close())
                .rootCause()
                .hasMessageContaining("SERAI-SQL-014")
                .hasMessageContaining("'outbox' needs a database that passes over locked rows");
        assertThatThrownBy(() -> postgres.start(folder, "options: {readOnly: true}", taking("", this::see))
                        .close())
                .rootCause()
                .hasMessageContaining("SERAI-SQL-017");
    }
}
