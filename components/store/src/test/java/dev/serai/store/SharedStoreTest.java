/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.testkit.PostgresServer;
import dev.serai.testkit.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several processes on one PostgreSQL; here they are stores of one process, each with connections of its own. */
class SharedStoreTest {

    private static final Duration HEARTBEAT = PostgresSettings.SHORTEST_HEARTBEAT;

    private static final BatchWrite<String, Integer> INSERT = (session, keys) -> {
        session.updateAll(
                "INSERT INTO seen_key VALUES ('s', ?, 1, 2)",
                keys.stream().map(key -> new Object[] {key}).toList());
        return keys.stream().map(key -> 1).toList();
    };

    private final PostgresServer server = PostgresServer.shared();
    private final String url = server.newDatabase();
    private final ExecutorService callbacks = Executors.newCachedThreadPool();
    private final TcpProxy proxy = TcpProxy.start("localhost", server.port());

    @AfterEach
    void end() {
        proxy.close();
        callbacks.shutdownNow();
    }

    @Test
    void processesHaveNumbersOfTheirOwnAndWriteTheSameTables() {
        try (Store first = open(url);
                Store second = open(url)) {
            assertThat(first.node().isShared()).isTrue();
            assertThat(first.node().id())
                    .isPositive()
                    .isNotEqualTo(second.node().id());
            write(first, "a").join();
            write(second, "b").join();
            assertThat(keys(first)).containsExactly("a", "b");
            assertThat(first.node().holds(first.node().id())).isTrue();
            assertThat(first.node().holds(second.node().id())).isFalse();
        }
    }

    @Test
    void whoeverLeavesIsMissedAtOnce() {
        try (Store first = open(url)) {
            AtomicInteger gone = new AtomicInteger();
            first.node().whenOthersGo(gone::incrementAndGet);
            Store second = open(url);
            await().until(() -> settings(url).tryOpen(callbacks).isEmpty());
            await().pollDelay(HEARTBEAT).until(() -> nodes(first) == 2);
            second.close();
            await().until(() -> gone.get() > 0);
            assertThat(nodes(first)).isEqualTo(1);
        }
        settings(url).tryOpen(callbacks).orElseThrow().close();
    }

    /** It goes on itself, and knows nothing of its death. */
    @Test
    void whoeverIsCutOffIsTakenForDeadWithinThreeBeatsAndItsWorkIsNotWrittenAnyMore() {
        try (Store here = open(url);
                Store cutOff = open(through(proxy))) {
            AtomicInteger gone = new AtomicInteger();
            AtomicInteger recoveries = new AtomicInteger();
            here.node().whenOthersGo(gone::incrementAndGet);
            cutOff.onRecovery(recoveries::incrementAndGet);
            int before = cutOff.node().id();
            write(cutOff, "a").join();
            await().until(() -> nodes(here) == 2);
            await().pollDelay(HEARTBEAT.dividedBy(2)).until(() -> true);

            proxy.cut();
            await().atMost(HEARTBEAT.multipliedBy(3).plusSeconds(2)).until(() -> gone.get() == 1);
            assertThat(cutOff.node().holds(before)).isFalse();
            assertThat(nodes(here)).isEqualTo(1);

            proxy.restore();
            await().until(() -> recoveries.get() == 1);
            assertThat(cutOff.node().id()).isNotEqualTo(before);
            assertThat(cutOff.node().holds(before)).isFalse();
            assertThat(cutOff.node().holds(cutOff.node().id())).isTrue();
            assertThatThrownBy(() -> GroupCommitWriter.await(write(cutOff, "b", before)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Others have taken over");
            write(cutOff, "c").join();
            assertThat(keys(here)).containsExactly("a", "c");
        }
    }

    /** The row that others remove is held by a transaction which nobody ends. */
    @Test
    void whoeverStandsStillWithinAChangeStandsInNobodysWay() {
        try (Store here = open(url);
                Store stuck = open(through(proxy))) {
            AtomicInteger gone = new AtomicInteger();
            here.node().whenOthersGo(gone::incrementAndGet);
            await().until(() -> nodes(here) == 2);
            var written = stuck.writer().submit(session -> {
                session.update("INSERT INTO seen_key VALUES ('s', 'stuck', 1, 2)");
                proxy.blackHole();
                return session.text("SELECT 'never'");
            });
            await().atMost(HEARTBEAT.multipliedBy(3).plusSeconds(2)).until(() -> gone.get() == 1);
            write(here, "a").join();
            proxy.restore();
            assertThatThrownBy(() -> GroupCommitWriter.await(written)).isInstanceOf(StoreException.class);
            await().until(() -> stuck.condition().failure() == null);
            assertThat(keys(here)).containsExactly("a");
        }
    }

    /** What takes a number away from a process that did not know that it was gone. */
    @Test
    void aProcessWhoseNumberIsGoneWritesNothingUnderIt() {
        try (Store store = open(url)) {
            int before = store.node().id();
            AtomicInteger recoveries = new AtomicInteger();
            store.onRecovery(recoveries::incrementAndGet);
            store.read().execute("DELETE FROM node");
            assertThatThrownBy(() -> GroupCommitWriter.await(write(store, "a", before)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("thought dead");
            await().until(() -> recoveries.get() == 1);
            assertThat(store.node().id()).isNotEqualTo(before);
            write(store, "b").join();
            assertThat(keys(store)).containsExactly("b");
        }
    }

    @Test
    void aProcessThatWritesNothingComesBackAllTheSame() {
        try (Store store = open(url)) {
            int before = store.node().id();
            store.read().execute("DELETE FROM node");
            await().until(() -> store.node().id() != before);
            await().until(() -> store.node().holds(store.node().id()));
            assertThat(nodes(store)).isEqualTo(1);
            await().until(() -> store.condition().failure() == null);
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsAFailureBeforeTheLeaseIsOver() {
        try (Store store = open(through(proxy))) {
            proxy.blackHole();
            await().until(() -> store.condition().failure() != null);
            assertThat(store.condition().failure()).hasMessageContaining("that it lives");
            assertThat(store.node().holds(store.node().id())).isFalse();
            proxy.restore();
            await().until(() -> store.condition().failure() == null);
            write(store, "a").join();
        }
    }

    @Test
    void aHeartbeatThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> new PostgresSettings(url, "someone", "", Duration.ofMillis(10)))
                .hasMessageContaining("10 ms is too short");
    }

    private static int nodes(Store store) {
        return store.read().fetchCount(DSL.table("node"));
    }

    private static List<String> keys(Store store) {
        return store.read()
                .fetch("SELECT message_key FROM seen_key ORDER BY message_key")
                .getValues("message_key", String.class);
    }

    private static CompletableFuture<Integer> write(Store store, String key) {
        return write(store, key, store.node().id());
    }

    private static CompletableFuture<Integer> write(Store store, String key, int node) {
        var written = new CompletableFuture<Integer>();
        store.writer().submit(INSERT, key, node, key, (rows, failure) -> {
            if (failure == null) {
                written.complete(rows);
            } else {
                written.completeExceptionally(failure);
            }
        });
        return written;
    }

    private Store open(String database) {
        return settings(database).open(callbacks);
    }

    private PostgresSettings settings(String database) {
        return new PostgresSettings(database, server.username(), "", HEARTBEAT);
    }

    private String through(TcpProxy to) {
        return url.replace(":" + server.port(), ":" + to.port()) + "?loginTimeout=2&socketTimeout=2";
    }
}
