/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.state.CheckpointStore;
import dev.serai.connector.state.MemoryCheckpointStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A route reads the rows of a table, and goes on where it stopped. */
@ExtendWith(PostgresDatabase.class)
class SqlStreamTest {

    @TempDir
    Path folder;

    private final List<Object> seen = new CopyOnWriteArrayList<>();
    private final CheckpointStore checkpoints = new MemoryCheckpointStore();

    private RouteBuilder reading(String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getRegistry().bind("checkpoints", CheckpointStore.class, checkpoints);
                from("connector:db/stream?resource=orders&pollInterval=20ms" + options)
                        .process(exchange -> seen.add(
                                exchange.getMessage().getBody(Map.class).get("id")));
            }
        };
    }

    private void awaitSeen(Object... ids) {
        await().untilAsserted(() -> assertThat(seen).containsExactly(ids));
    }

    @Test
    void rowsThatCameWhileNobodyReadAreReadAfterTheRestart(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "")) {
            db.run("CREATE TABLE orders (id int PRIMARY KEY)");
            db.run("INSERT INTO orders VALUES (1), (2)");
        }
        try (SqlWorkspace db = postgres.start(folder, "options: {fetchSize: 2}", reading("&cursor=id"))) {
            awaitSeen(1, 2);
            db.run("INSERT INTO orders VALUES (3)");
            awaitSeen(1, 2, 3);
        }
        try (SqlWorkspace db = postgres.start(folder, "")) {
            db.run("INSERT INTO orders VALUES (4), (5), (6)");
        }
        try (SqlWorkspace db = postgres.start(folder, "options: {fetchSize: 2}", reading("&cursor=id"))) {
            awaitSeen(1, 2, 3, 4, 5, 6);
            db.run("INSERT INTO orders VALUES (7)");
            awaitSeen(1, 2, 3, 4, 5, 6, 7);
        }
    }

    @Test
    void aColumnThatIsNotUniqueIsACursorTogetherWithTheKey(PostgresDatabase.Url postgres) throws Exception {
        try (SqlWorkspace db = postgres.start(folder, "")) {
            db.run("CREATE TABLE orders (id int PRIMARY KEY, changed timestamptz)");
            db.run("INSERT INTO orders VALUES (3, '2026-01-01Z'), (1, '2026-01-02Z'), (2, '2026-01-02Z')");
        }
        try (SqlWorkspace db =
                postgres.start(folder, "options: {fetchSize: 1}", reading("&cursor=changed&checkpointEvery=1"))) {
            awaitSeen(3, 1, 2);
            db.run("UPDATE orders SET changed = '2026-01-03Z' WHERE id = 1");
            awaitSeen(3, 1, 2, 1);
        }
    }

    @Test
    void aStreamOfSqliteTakesOnlyWhatItIsAskedFor() throws Exception {
        try (SqlWorkspace db = SqlWorkspace.start(folder, SqlWorkspace.sqlite(""))) {
            db.run("CREATE TABLE orders (id INTEGER PRIMARY KEY, status TEXT, note TEXT)");
            db.run("INSERT INTO orders VALUES (1, 'open', 'a'), (2, 'done', 'b'), (3, 'open', 'c')");
            db.camelContext().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("connector:db/stream?resource=orders&pollInterval=20ms&fields=id,note&filters.status=open")
                            .process(exchange -> seen.add(exchange.getMessage().getBody()));
                }
            });

            await().untilAsserted(() ->
                    assertThat(seen).containsExactly(Map.of("id", 1, "note", "a"), Map.of("id", 3, "note", "c")));
        }
    }
}
