/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest {

    @TempDir
    Path folder;

    private final ExecutorService callbacks = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        callbacks.shutdownNow();
    }

    @Test
    void aSecondRuntimeIsRefusedAndToldWhichProcessHasTheStore() {
        try (SqliteStore store = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("in use by another Serai (process "
                            + ProcessHandle.current().pid());
            assertThat(settings(0).tryOpen(callbacks)).isEmpty();
            assertThat(store.file()).exists();
        }
        open().close();
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
        new SqliteSettings(made).open(callbacks).close();
        assertThat(Files.getPosixFilePermissions(made))
                .extracting(Enum::name)
                .allMatch(name -> name.startsWith("OWNER"));
    }

    @Test
    void aFullDiskFailsEveryWriteFromThenOnAndTellsTheListenerOnce() {
        AtomicInteger told = new AtomicInteger();
        int written = 0;
        try (Store store = settings(200_000).open(callbacks)) {
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
        try (SqliteStore store = open()) {
            assertThat(keys(store)).hasSize(written);
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
        try (SqliteStore store = open()) {
            assertThat(store.seenKeys().contains("consumers", "a.csv")).isTrue();
            assertThat(store.seenKeys().removeExpired()).isZero();
        }
    }

    @Test
    void tablesAreHeldAgainstTheirMigrationsOnlyWhenTheseChanged() throws Exception {
        open().close();
        // Flyway refuses a script that is another one than it was.
        inStore("UPDATE store_schema_history SET checksum = 1 WHERE version = '1'");
        open().close();

        inStore("UPDATE migrated SET scripts = 'of an older version'");
        assertThatThrownBy(this::open)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("do not fit this version of Serai");
    }

    @Test
    void aStoreFromBeforeItKeptThatNoteIsMigratedAndHasItThen() throws Exception {
        open().close();
        inStore("DROP TABLE migrated");
        inStore("DELETE FROM store_schema_history WHERE version = '5'");

        open().close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT migrations FROM migrated WHERE component = 'store'")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isGreaterThanOrEqualTo(5);
        }
    }

    private void inStore(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static String migration(String name) throws Exception {
        try (var script = SqliteStoreTest.class.getResourceAsStream("/dev/serai/store/sqlite/" + name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int insert(WriteSession session, String key) throws SQLException {
        return session.update("INSERT INTO seen_key VALUES ('test', ?, 1, 2)", key);
    }

    private static List<String> keys(Store store) {
        return store.read().fetch("SELECT message_key FROM seen_key").getValues(0, String.class);
    }

    private SqliteStore open() {
        return settings(0).open(callbacks);
    }

    private SqliteSettings settings(long largestSize) {
        return new SqliteSettings(folder, largestSize);
    }
}
