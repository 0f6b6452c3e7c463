/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.testkit.FreePort;
import dev.serai.testkit.PostgresServer;
import dev.serai.testkit.TcpProxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only a store on PostgreSQL can come to. */
class PostgresStoreTest {

    private final PostgresServer server = PostgresServer.shared();
    private final String url = server.newDurableDatabase();
    private final ExecutorService callbacks = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        callbacks.shutdownNow();
    }

    @Test
    void aServerThatDoesNotAnswerIsNamedWithoutThePassword() {
        String away = "jdbc:postgresql://localhost:" + FreePort.find() + "/shop?password=secret1";
        assertThatThrownBy(() -> new PostgresSettings(away, "someone", "secret2").open(callbacks))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("/shop cannot be used. No PostgreSQL answers there")
                .hasMessageContaining("serai.store.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aWrongPasswordIsRefused() {
        String user = server.newUser("right");
        assertThatThrownBy(() -> new PostgresSettings(url, user, "wrong-secret").open(callbacks))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("refuses the user '" + user + "'")
                .hasMessageContaining("serai.store.password")
                .hasMessageNotContaining("wrong-secret");
    }

    @Test
    void aDatabaseThatThereIsNotIsRefused() {
        String none = url.substring(0, url.lastIndexOf('/')) + "/nowhere";
        assertThatThrownBy(() -> new PostgresSettings(none, server.username(), "").open(callbacks))
                .hasMessageContaining("There is no such database on the server");
    }

    @Test
    void aUserWhoMayNotMakeTheSchemaIsToldWhatItsOwnerHasToDo() throws Exception {
        sql(url, "DROP ROLE IF EXISTS guest", "CREATE ROLE guest LOGIN");
        PostgresSettings guest = new PostgresSettings(url, "guest", "");
        try {
            assertThatThrownBy(() -> guest.open(callbacks))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("CREATE SCHEMA serai AUTHORIZATION \"guest\"");
            sql(url, "CREATE SCHEMA serai AUTHORIZATION \"guest\"");
            guest.open(callbacks).close();
        } finally {
            sql(url, "DROP SCHEMA serai CASCADE", "DROP ROLE guest");
        }
    }

    @Test
    void aStoreWrittenByANewerVersionIsRefusedAndLetGo() throws Exception {
        settings().open(callbacks).close();
        sql(
                url,
                "INSERT INTO serai.store_schema_history (installed_rank, version, description, type, script,"
                        + " installed_by, execution_time, success) VALUES (99, '99', 'later', 'SQL',"
                        + " 'V99__later.sql', 'x', 1, true)");
        assertThatThrownBy(() -> settings().open(callbacks))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("do not fit this version of Serai");
        sql(url, "DELETE FROM serai.store_schema_history WHERE version = '99'");
        settings().open(callbacks).close();
    }

    @Test
    void tablesOfOthersInTheDatabaseAreLeftAlone() throws Exception {
        sql(url, "CREATE TABLE checkpoint (theirs INT)", "CREATE TABLE write_probe (theirs INT)");
        try (Store store = settings().open(callbacks)) {
            assertThat(write(store, "k")).isEqualTo(1);
        }
    }

    /** PostgreSQL refuses it, and what has to be recorded would never be. */
    @Test
    void theCharacterZeroInATextIsKeptAsItsSymbol() {
        try (Store store = settings().open(callbacks)) {
            assertThat(write(store, "a\0b")).isEqualTo(1);
            assertThat(keys(store)).containsExactly("a\u2400b");
        }
    }

    @Test
    void connectionsToOtherMachinesAreEncryptedUnlessTheUrlSaysOtherwise() {
        assertThat(sslMode("jdbc:postgresql://db.example.com/shop")).isEqualTo("verify-full");
        assertThat(sslMode("jdbc:postgresql://localhost:1,db.example.com:2/shop"))
                .isEqualTo("verify-full");
        assertThat(sslMode("jdbc:postgresql://db.example.com/shop?sslmode=disable"))
                .isNull();
        assertThat(sslMode("jdbc:postgresql://localhost:5432/shop")).isNull();
        assertThat(sslMode("jdbc:postgresql://127.0.0.1/shop")).isNull();
        assertThat(sslMode("jdbc:postgresql://[::1]:5432/shop")).isNull();
        assertThat(sslMode("jdbc:postgresql:shop")).isNull();
    }

    private static String sslMode(String url) {
        return new PostgresDatabase(new PostgresSettings(url, "someone", ""))
                .properties()
                .getProperty("sslmode");
    }

    /** The server has committed, and its answer never comes. */
    @Test
    void aCommitWhoseAnswerIsLostNeverCallsBackAsDoneAndIsKnownAfterwards() {
        try (TcpProxy proxy = TcpProxy.start("localhost", server.port());
                Store store = through(proxy).open(callbacks)) {
            AtomicInteger failures = new AtomicInteger();
            AtomicInteger recoveries = new AtomicInteger();
            store.onFailure(failure -> failures.incrementAndGet());
            store.onRecovery(recoveries::incrementAndGet);
            assertThatThrownBy(() -> store.writer().await(session -> {
                        int rows = insert(session, "k");
                        proxy.resetAfter(0);
                        return rows;
                    }))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("The connection to the database is lost");
            assertThat(store.condition().failure()).isNotNull();
            proxy.restore();
            await().until(() -> recoveries.get() == 1);
            assertThat(failures).hasValue(1);
            assertThat(keys(store)).containsExactly("k");
            assertThat(write(store, "l")).isEqualTo(1);
        }
    }

    /** The server never hears of the commit. */
    @Test
    void aCommitThatIsLostOnItsWayLeavesNothing() {
        try (TcpProxy proxy = TcpProxy.start("localhost", server.port());
                Store store = through(proxy).open(callbacks)) {
            AtomicInteger recoveries = new AtomicInteger();
            store.onRecovery(recoveries::incrementAndGet);
            assertThatThrownBy(() -> store.writer().await(session -> {
                        int rows = insert(session, "k");
                        proxy.cut();
                        return rows;
                    }))
                    .isInstanceOf(StoreException.class);
            proxy.restore();
            await().until(() -> recoveries.get() == 1);
            assertThat(keys(store)).isEmpty();
        }
    }

    @Test
    void aConnectionThatBreaksWhileNothingIsWrittenIsNoticedAndMended() {
        try (TcpProxy proxy = TcpProxy.start("localhost", server.port());
                Store store = through(proxy).open(callbacks)) {
            proxy.cut();
            await().until(() -> store.condition().failure() != null);
            assertThat(store.condition().failure()).hasMessageContaining("The connection to the database is lost");
            proxy.restore();
            await().until(() -> store.condition().failure() == null);
            assertThat(write(store, "k")).isEqualTo(1);
        }
    }

    @Test
    void aServerThatCrashesUnderLoadLosesNothingThatWasCalledBack() throws Exception {
        try (Store store = settings().open(callbacks)) {
            AtomicInteger recoveries = new AtomicInteger();
            store.onRecovery(recoveries::incrementAndGet);
            Set<String> done = ConcurrentHashMap.newKeySet();
            Semaphore waiting = new Semaphore(500);
            int submitted = 0;
            while (recoveries.get() == 0) {
                waiting.acquire();
                String key = "k" + ++submitted;
                store.writer().submit(session -> insert(session, key), (rows, failure) -> {
                    if (failure == null) {
                        done.add(key);
                    }
                    waiting.release();
                });
                if (submitted == 2_000) {
                    server.crash();
                }
            }
            waiting.acquire(500);
            assertThat(keys(store)).containsAll(done).doesNotHaveDuplicates();
            assertThat(done).hasSizeGreaterThan(1_000).hasSizeLessThan(submitted);
        }
    }

    /** What it had begun cannot be committed after this process has looked what became of it. */
    @Test
    void aSessionThatStillWorksForABrokenConnectionIsEndedByItsSuccessor() throws Exception {
        try (TcpProxy proxy = TcpProxy.start("localhost", server.port());
                Store store = through(proxy).open(callbacks)) {
            AtomicInteger recoveries = new AtomicInteger();
            store.onRecovery(recoveries::incrementAndGet);
            store.writer()
                    .submit(
                            session -> {
                                insert(session, "k");
                                return session.text("SELECT pg_sleep(600)::text");
                            },
                            (nothing, failure) -> {});
            await().until(() -> sleeping() == 1);
            proxy.cut();
            await().until(() -> store.condition().failure() != null);
            assertThat(sleeping()).isEqualTo(1);
            proxy.restore();
            await().until(() -> recoveries.get() == 1);
            assertThat(sleeping()).isZero();
            assertThat(keys(store)).isEmpty();
        }
    }

    private int sleeping() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, server.username(), "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                        + " AND wait_event = 'PgSleep' AND datname = current_database()")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    @Test
    void aNetworkThatSwallowsEverythingIsNoticed() {
        try (TcpProxy proxy = TcpProxy.start("localhost", server.port());
                Store store = through(proxy, "&socketTimeout=2").open(callbacks)) {
            proxy.blackHole();
            assertThatThrownBy(() -> store.writer().await(session -> insert(session, "k")))
                    .hasMessageContaining("The connection to the database is lost");
            proxy.restore();
            await().until(() -> store.condition().failure() == null);
            assertThat(keys(store)).isEmpty();
        }
    }

    @Test
    void aDatabaseThatTakesNoChangesIsAFailureOfTheStoreUntilItDoes() throws Exception {
        try (Store store = settings().open(callbacks)) {
            sql(url, "ALTER DATABASE " + database() + " SET default_transaction_read_only = on");
            sql(
                    url,
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                            + " AND pid <> pg_backend_pid()");
            await().until(() -> store.condition().failure() != null);
            sql(server.url(), "ALTER DATABASE " + database() + " RESET default_transaction_read_only");
            await().until(() -> store.condition().failure() == null);
            assertThat(write(store, "k")).isEqualTo(1);
        }
    }

    private String database() {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private PostgresSettings settings() {
        return new PostgresSettings(url, server.username(), "");
    }

    private PostgresSettings through(TcpProxy proxy) {
        return through(proxy, "");
    }

    /** @param options more of the driver's, each after an ampersand */
    private PostgresSettings through(TcpProxy proxy, String options) {
        return new PostgresSettings(
                "jdbc:postgresql://localhost:" + proxy.port() + "/" + database() + "?loginTimeout=2" + options,
                server.username(),
                "");
    }

    private void sql(String database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database, server.username(), "");
                var statement = connection.createStatement()) {
            for (String text : statements) {
                statement.execute(text);
            }
        }
    }

    private static int write(Store store, String key) {
        return store.writer().await(session -> insert(session, key));
    }

    private static int insert(WriteSession session, String key) throws SQLException {
        return session.update("INSERT INTO seen_key VALUES ('test', ?, 1, 2)", key);
    }

    private static List<String> keys(Store store) {
        return store.read().fetch("SELECT message_key FROM seen_key").getValues(0, String.class);
    }
}
