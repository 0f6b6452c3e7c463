/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.state.Checkpoint;
import dev.serai.testkit.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store promises, whatever database it lies in. */
class StoreTest {

    @Nested
    class OnSqlite extends Promises {
        @TempDir
        Path folder;

        @Override
        StoreSettings settings() {
            return new SqliteSettings(folder);
        }

        @Override
        String noTable() {
            return "no such table: nowhere";
        }
    }

    @Nested
    class OnPostgres extends Promises {
        private final PostgresServer server = PostgresServer.shared();
        private final StoreSettings settings = new PostgresSettings(server.newDatabase(), server.username(), "");

        @Override
        StoreSettings settings() {
            return settings;
        }

        @Override
        String noTable() {
            return "relation \"nowhere\" does not exist";
        }
    }

    abstract static class Promises {

        private static final BatchWrite<String, String> REMEMBER = (session, keys) -> {
            session.updateAll(
                    "INSERT INTO seen_key VALUES ('batch', ?, 1, 2)",
                    keys.stream().map(key -> new Object[] {key}).toList());
            return keys;
        };

        private static final BatchWrite<String, Integer> FORGET = (session, keys) -> {
            session.updateAll(
                    "DELETE FROM seen_key WHERE scope = 'batch' AND message_key = ?",
                    keys.stream().map(key -> new Object[] {key}).toList());
            return Collections.nCopies(keys.size(), keys.size());
        };

        private final ExecutorService callbacks = Executors.newCachedThreadPool();

        abstract StoreSettings settings();

        abstract String noTable();

        @AfterEach
        void endThreads() {
            callbacks.shutdownNow();
        }

        @Test
        void closingAgainDoesNothing() {
            Store store = open();
            store.close();
            store.close();
            open().close();
        }

        @Test
        void aCallerThatIsInterruptedWritesAllTheSameAndStaysInterrupted() {
            try (Store store = open()) {
                Thread.currentThread().interrupt();
                int rows = store.writer()
                        .await(session ->
                                session.update("INSERT INTO write_probe (id, content) VALUES (7, ?)", new byte[1]));
                assertThat(Thread.interrupted()).isTrue();
                assertThat(rows).isEqualTo(1);
            }
        }

        @Test
        void writesOfManyCallersShareCommitsAndKeepTheirOrder() {
            try (Store store = open()) {
                ConcurrentLinkedQueue<Integer> order = new ConcurrentLinkedQueue<>();
                AtomicInteger done = new AtomicInteger();
                for (int i = 0; i < 5_000; i++) {
                    int number = i;
                    store.writer()
                            .submit(
                                    session -> {
                                        order.add(number);
                                        return insert(session, "k" + number);
                                    },
                                    (result, failure) -> {
                                        if (failure == null && result == 1) {
                                            done.incrementAndGet();
                                        }
                                    });
                }
                Awaitility.await().until(() -> done.get() == 5_000);
                assertThat(new ArrayList<>(order)).isSorted();
                assertThat(keys(store, "test")).hasSize(5_000);
            }
        }

        @Test
        void aWriteThatFailsDoesNotTakeTheOthersOfItsGroupWithIt() {
            try (Store store = open()) {
                List<String> outcomes = Collections.synchronizedList(new ArrayList<>());
                for (int i = 0; i < 100; i++) {
                    int number = i;
                    store.writer()
                            .submit(
                                    session -> number == 50
                                            ? session.update("INSERT INTO nowhere VALUES (1)")
                                            : insert(session, "k" + number),
                                    (result, failure) -> outcomes.add(failure == null ? "done" : failure.getMessage()));
                }
                Awaitility.await().until(() -> outcomes.size() == 100);
                assertThat(outcomes)
                        .filteredOn(outcome -> !outcome.equals("done"))
                        .hasSize(1)
                        .allMatch(outcome -> outcome.contains(noTable()));
                assertThat(keys(store, "test")).hasSize(99);
            }
        }

        @Test
        void aWriteWithAMistakeOfItsOwnEndsNothingElse() {
            try (Store store = open()) {
                assertThatThrownBy(() -> store.writer().await(session -> {
                            throw new IllegalStateException("a mistake");
                        }))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("could not be made: a mistake");
                assertThat(write(store, "k")).isEqualTo(1);
                assertThat(store.condition().failure()).isNull();
            }
        }

        @Test
        void changesOfAKindAreMadeTogetherAndThoseOfAKeyInTheirOrder() throws Exception {
            try (Store store = open()) {
                CountDownLatch gathered = holdUp(store);
                Map<String, Integer> forgottenWith = new ConcurrentHashMap<>();
                CountDownLatch done = new CountDownLatch(300);
                for (int i = 0; i < 100; i++) {
                    String key = "k" + i;
                    store.writer().submit(REMEMBER, key, key, (result, failure) -> done.countDown());
                    store.writer().submit(FORGET, key, key, (together, failure) -> {
                        forgottenWith.put(key, together);
                        done.countDown();
                    });
                    store.writer().submit(REMEMBER, key, key, (result, failure) -> done.countDown());
                }
                gathered.countDown();
                done.await();
                assertThat(forgottenWith).hasSize(100);
                assertThat(forgottenWith.values()).containsOnly(100);
                assertThat(keys(store, "batch")).hasSize(100);
            }
        }

        @Test
        void aWriteWithoutAKeyStaysWhereItIsAmongChanges() throws Exception {
            try (Store store = open()) {
                CountDownLatch gathered = holdUp(store);
                List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
                for (int i = 0; i < 3; i++) {
                    String key = "k" + i;
                    store.writer().submit(REMEMBER, key, key, (result, failure) -> {});
                    store.writer()
                            .submit(
                                    session -> session.rows(
                                                    "SELECT count(*) FROM seen_key WHERE scope = 'batch'",
                                                    row -> row.getInt(1))
                                            .get(0),
                                    (count, failure) -> seen.add(count));
                }
                gathered.countDown();
                Awaitility.await().until(() -> seen.size() == 3);
                assertThat(seen).containsExactlyInAnyOrder(1, 2, 3);
            }
        }

        @Test
        void aChangeThatFailsDoesNotTakeTheOthersOfItsKindWithIt() {
            try (Store store = open()) {
                Map<String, Boolean> done = new ConcurrentHashMap<>();
                CountDownLatch gathered = holdUp(store);
                for (String key : List.of("a", "b", "c")) {
                    store.writer().submit(REMEMBER, key, key, (result, failure) -> done.put(key, failure == null));
                }
                store.writer().submit(REMEMBER, "again", "b", (result, failure) -> done.put("again", failure == null));
                gathered.countDown();
                Awaitility.await().until(() -> done.size() == 4);
                assertThat(done).containsEntry("again", false);
                assertThat(done)
                        .containsEntry("a", true)
                        .containsEntry("b", true)
                        .containsEntry("c", true);
                assertThat(keys(store, "batch")).containsExactlyInAnyOrder("a", "b", "c");
            }
        }

        @Test
        void rowsForManyTuplesAreFoundHoweverManyThereAre() {
            try (Store store = open()) {
                List<Object[]> keys = new ArrayList<>();
                for (int i = 0; i < 1_000; i++) {
                    keys.add(new Object[] {"k" + i});
                }
                List<String> inserted = store.writer()
                        .await(session -> session.rowsFor(
                                "INSERT INTO seen_key VALUES %s ON CONFLICT (scope, message_key)"
                                        + " DO UPDATE SET seen_at = 3 WHERE seen_key.expires_at <= ?"
                                        + " RETURNING message_key",
                                "('test', ?, 1, 2)", keys, row -> row.getString(1), 1));
                assertThat(inserted).hasSize(1_000).startsWith("k0");
                List<String> found = store.writer()
                        .await(session -> session.rowsFor(
                                "SELECT message_key FROM seen_key WHERE message_key IN (%s)",
                                "?", keys.subList(0, 77), row -> row.getString(1)));
                assertThat(found).hasSize(77);
            }
        }

        @Test
        void whatWasSubmittedBeforeTheCloseIsCommittedAndLaterWritesFail() {
            AtomicInteger done = new AtomicInteger();
            Store store = open();
            for (int i = 0; i < 1_000; i++) {
                int number = i;
                store.writer()
                        .submit(session -> insert(session, "k" + number), (result, failure) -> done.incrementAndGet());
            }
            store.close();
            assertThatThrownBy(() -> store.writer().await(session -> 1)).hasMessageContaining("is closed");
            Awaitility.await().until(() -> done.get() == 1_000);
            try (Store again = open()) {
                assertThat(keys(again, "test")).hasSize(1_000);
            }
        }

        @Test
        void aReadThatCannotBeDoneFailsAsTheStoreDoes() {
            try (Store store = open()) {
                assertThatThrownBy(() -> store.read().fetch("SELECT * FROM nowhere"))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("could not be read")
                        .hasMessageContaining("nowhere");
            }
        }

        @Test
        void aClientReadsAndLeavesRequestsWhileTheStoreIsOpen() {
            assertThatThrownBy(() -> settings().client().requireStore()).hasMessageContaining("There is no store in");
            try (Store store = open()) {
                store.writer().await(session -> insert(session, "k"));
                StoreClient client = settings().client();
                assertThat(client.<Integer>read(sql -> sql.fetchCount(DSL.table("seen_key"))))
                        .isEqualTo(1);
                client.write(
                        sql -> sql.execute("INSERT INTO seen_key VALUES ('client', 'x', 1, " + Long.MAX_VALUE + ")"));
                assertThat(store.seenKeys().contains("client", "x")).isTrue();
            }
        }

        @Test
        void aClientListsAndResetsSourcesWhileTheStoreIsOpen() {
            try (Store store = open()) {
                Checkpoint saved = store.checkpoints()
                        .save("orders", Optional.empty(), "7")
                        .orElseThrow();
                StoreClient client = settings().client();

                assertThat(client.checkpoints().list()).containsExactly(saved);
                assertThat(client.checkpoints().reset("order")).isFalse();
                assertThat(client.checkpoints().reset("orders")).isTrue();
                assertThat(store.checkpoints().save("orders", Optional.of(saved), "8"))
                        .isEmpty();
            }
        }

        private static int write(Store store, String key) {
            return store.writer().await(session -> insert(session, key));
        }

        private static int insert(WriteSession session, String key) throws SQLException {
            return session.update("INSERT INTO seen_key VALUES ('test', ?, 1, 2)", key);
        }

        private static List<String> keys(Store store, String scope) {
            return store.read()
                    .fetch("SELECT message_key FROM seen_key WHERE scope = ?", scope)
                    .getValues(0, String.class);
        }

        /** Until the latch is counted down, what is submitted gathers for one transaction. */
        private static CountDownLatch holdUp(Store store) {
            CountDownLatch gathered = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            store.writer()
                    .submit(
                            session -> {
                                begun.countDown();
                                return await(gathered);
                            },
                            (nothing, failure) -> {});
            await(begun);
            return gathered;
        }

        private static boolean await(CountDownLatch latch) {
            try {
                latch.await();
                return true;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private Store open() {
            return settings().open(callbacks);
        }
    }
}
