/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.state.Checkpoint;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    @TempDir
    Path folder;

    private final ExecutorService callbacks = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        callbacks.shutdownNow();
    }

    @Test
    void aSecondRuntimeIsRefusedAndToldWhichProcessHasTheStore() {
        try (Store store = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use by another Serai (process "
                            + ProcessHandle.current().pid());
            assertThat(Store.tryOpen(settings(0))).isEmpty();
            assertThat(store.file()).exists();
        }
        open().close();
    }

    @Test
    void aCallerThatIsInterruptedWritesAllTheSameAndStaysInterrupted() {
        try (Store store = open()) {
            Thread.currentThread().interrupt();
            int rows = store.writer()
                    .await(session -> session.update("INSERT INTO write_probe (id, content) VALUES (7, x'01')"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(rows).isEqualTo(1);
        }
    }

    @Test
    void closingAgainDoesNothing() {
        Store store = open();
        store.close();
        store.close();
        open().close();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws Exception {
        Files.writeString(folder.resolve("store.db"), "x".repeat(5000));
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("store.db")
                .hasMessageContaining("not a database");
    }

    @Test
    void aDatabaseOfAnotherProgramIsRefusedAndLeftAlone() throws Exception {
        String url = "jdbc:sqlite:" + folder.resolve("store.db");
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE theirs (x)");
        }
        byte[] before = Files.readAllBytes(folder.resolve("store.db"));
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("database of another program");
        assertThat(Files.readAllBytes(folder.resolve("store.db"))).isEqualTo(before);
    }

    @Test
    void aFolderInPlaceOfTheFileIsRefused() throws Exception {
        Files.createDirectory(folder.resolve("store.db"));
        assertThatThrownBy(this::open).isInstanceOf(StoreException.class).hasMessageContaining("cannot be opened");
    }

    @Test
    void aStoreWrittenByANewerVersionIsRefused() throws Exception {
        open().close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO store_schema_history (installed_rank, version, description, type, script,"
                    + " installed_by, execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql',"
                    + " 'x', 1, 1)");
        }
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("do not fit this version of Serai");
    }

    @Test
    void theFolderIsForItsOwnerAlone() throws Exception {
        Path made = folder.resolve("made");
        Store.open(new StoreSettings(made, callbacks, 0)).close();
        assertThat(Files.getPosixFilePermissions(made))
                .extracting(Enum::name)
                .allMatch(name -> name.startsWith("OWNER"));
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
            await().until(() -> done.get() == 5_000);
            assertThat(new ArrayList<>(order)).isSorted();
            assertThat(keys(store)).hasSize(5_000);
        }
    }

    @Test
    void aWriteThatFailsDoesNotTakeTheOthersOfItsGroupWithIt() {
        try (Store store = open()) {
            List<String> outcomes = java.util.Collections.synchronizedList(new ArrayList<>());
            for (int i = 0; i < 100; i++) {
                int number = i;
                store.writer()
                        .submit(
                                session -> number == 50
                                        ? session.update("INSERT INTO nowhere VALUES (1)")
                                        : insert(session, "k" + number),
                                (result, failure) -> outcomes.add(failure == null ? "done" : failure.getMessage()));
            }
            await().until(() -> outcomes.size() == 100);
            assertThat(outcomes)
                    .filteredOn(outcome -> !outcome.equals("done"))
                    .hasSize(1)
                    .allMatch(outcome -> outcome.contains("no such table: nowhere"));
            assertThat(keys(store)).hasSize(99);
        }
    }

    @Test
    void aFullDiskFailsEveryWriteFromThenOnAndTellsTheListenerOnce() {
        AtomicInteger told = new AtomicInteger();
        int written = 0;
        try (Store store = Store.open(settings(200_000))) {
            store.onFailure(failure -> told.incrementAndGet());
            StoreException failure = null;
            while (failure == null && written < 10_000) {
                int number = written;
                try {
                    store.writer().await(session -> insert(session, "k".repeat(500) + number));
                    written++;
                } catch (StoreException e) {
                    failure = e;
                }
            }
            assertThat(failure).hasMessageContaining("disk is full").hasMessageContaining("store.db");
            assertThatThrownBy(() -> store.writer().await(session -> 1)).isInstanceOf(StoreException.class);
            await().until(() -> told.get() == 1);
        }
        try (Store store = open()) {
            assertThat(keys(store)).hasSize(written);
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
        await().until(() -> done.get() == 1_000);
        try (Store again = open()) {
            assertThat(keys(again)).hasSize(1_000);
        }
    }

    @Test
    void aClientReadsAndLeavesRequestsWhileTheStoreIsOpen() {
        try (Store store = open()) {
            store.writer().await(session -> insert(session, "k"));
            StoreClient client = new StoreClient(folder);
            assertThat(client.<Integer>read(sql -> sql.fetchCount(org.jooq.impl.DSL.table("seen_key"))))
                    .isEqualTo(1);
            client.write(sql -> sql.execute("INSERT INTO seen_key VALUES ('client', 'x', 1, " + Long.MAX_VALUE + ")"));
            assertThat(store.seenKeys().contains("client", "x")).isTrue();
        }
        assertThatThrownBy(() -> new StoreClient(folder.resolve("none"))).hasMessageContaining("There is no store in");
    }

    @Test
    void aClientListsAndResetsSourcesWhileTheStoreIsOpen() {
        try (Store store = open()) {
            Checkpoint saved =
                    store.checkpoints().save("orders", Optional.empty(), "7").orElseThrow();
            StoreClient client = new StoreClient(folder);

            assertThat(client.checkpoints().list()).containsExactly(saved);
            assertThat(client.checkpoints().reset("order")).isFalse();
            assertThat(client.checkpoints().reset("orders")).isTrue();
            assertThat(store.checkpoints().save("orders", Optional.of(saved), "8"))
                    .isEmpty();
        }
    }

    @Test
    void whatTheFirstVersionRememberedIsStillKnown() throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA application_id = " + 0x53657261);
            statement.execute(migration("V1__idempotent_keys.sql"));
            statement.execute(
                    "INSERT INTO idempotent_key VALUES ('consumers', 'a.csv', " + System.currentTimeMillis() + ")");
            Flyway.configure()
                    .dataSource("jdbc:sqlite:" + folder.resolve("store.db"), null, null)
                    .table("store_schema_history")
                    .locations("classpath:dev/serai/store/sqlite")
                    .baselineVersion("1")
                    .load()
                    .baseline();
        }
        try (Store store = open()) {
            assertThat(store.seenKeys().contains("consumers", "a.csv")).isTrue();
            assertThat(store.seenKeys().removeExpired()).isZero();
        }
    }

    private static String migration(String name) throws Exception {
        try (var script = StoreTest.class.getResourceAsStream("/dev/serai/store/sqlite/" + name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int insert(WriteSession session, String key) throws java.sql.SQLException {
        return session.update("INSERT INTO seen_key VALUES ('test', ?, 1, 2)", key);
    }

    private static List<String> keys(Store store) {
        return store.read().fetch("SELECT message_key FROM seen_key").getValues(0, String.class);
    }

    private Store open() {
        return Store.open(settings(0));
    }

    private StoreSettings settings(long largestSize) {
        return new StoreSettings(folder, callbacks, largestSize);
    }
}
