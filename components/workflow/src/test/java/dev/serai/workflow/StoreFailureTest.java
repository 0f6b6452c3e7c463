/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.store.SqliteSettings;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFailureTest {

    private static final String JOB = """
            - route:
                id: job
                from:
                  uri: workflow:job
                  steps:
                    - to: "effect:a"
                    - to: "effect:b"
                    - to: "effect:c"
            """;

    @TempDir
    Path folder;

    private final World world = new World();

    @OnlyOnSqlite
    @Test
    void aFullDiskHoldsTheEngineUpAndNothingOfWhatWasStartedIsLost() throws Exception {
        Set<String> ids = new TreeSet<>();
        Set<String> refused = ConcurrentHashMap.newKeySet();
        try (TestRuntime runtime = new TestRuntime(new SqliteSettings(folder, 600_000), world)
                .yaml("job.camel.yaml", JOB)
                .start()) {
            String large = "x".repeat(2_000);
            await().until(() -> {
                try {
                    ids.add(runtime.start("job", large + ids.size(), null));
                } catch (RuntimeException e) {
                    refused.add(String.valueOf(e.getMessage()));
                }
                return !refused.isEmpty();
            });
            assertThat(refused.iterator().next()).contains("disk is full").contains("store.db");
            assertThat(health(runtime).getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(health(runtime).getMessage().orElseThrow()).contains("disk is full");
        }
        assertThat(ids).isNotEmpty();
        try (TestRuntime runtime =
                new TestRuntime(folder, world).yaml("job.camel.yaml", JOB).start()) {
            ids.forEach(runtime::completed);
        }
        assertThat(world.effects().stream().map(World.Effect::idempotencyKey).distinct())
                .hasSize(ids.size() * 3);
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
                var rows = connection.createStatement().executeQuery("PRAGMA integrity_check")) {
            assertThat(rows.getString(1)).isEqualTo("ok");
        }
    }

    /** The disk may be full for the first of two commits only. */
    @Test
    void stepsOfAnExecutionThatIsNotNotedAsBegunAreNotRepeated() throws Exception {
        world.dieAt(5);
        String id;
        try (TestRuntime runtime =
                new TestRuntime(folder, world).yaml("job.camel.yaml", JOB).start()) {
            id = runtime.start("job", "x", "key");
            assertThat(world.death().await(20, TimeUnit.SECONDS)).isTrue();
            runtime.kill();
        }
        world.liveAgain();
        try (TestRuntime runtime = new TestRuntime(folder, world).yaml("job.camel.yaml", JOB)) {
            int noted = runtime.store()
                    .writer()
                    .await(session -> session.update("UPDATE execution SET status = 'QUEUED', started_at = NULL"));
            assertThat(noted).isEqualTo(1);
            runtime.start();
            runtime.completed(id);
        }
        assertThat(world.names()).containsExactly("a", "b", "c");
    }

    @OnlyOnSqlite
    @Test
    void whenThereIsRoomAgainEverythingGoesOnByItself() throws Exception {
        Set<String> ids = new TreeSet<>();
        try (TestRuntime runtime = new TestRuntime(new SqliteSettings(folder, 3_000_000), world)
                .yaml("job.camel.yaml", JOB)
                .start()) {
            sql("CREATE TABLE ballast (content BLOB)");
            sql("INSERT INTO ballast VALUES (zeroblob(2600000))");
            Set<String> refused = ConcurrentHashMap.newKeySet();
            await().until(() -> {
                try {
                    ids.add(runtime.start("job", "x".repeat(2_000) + ids.size(), null));
                } catch (RuntimeException e) {
                    refused.add(String.valueOf(e.getMessage()));
                }
                return !refused.isEmpty();
            });
            await().until(() -> health(runtime).getState() == HealthCheck.State.DOWN);
            sql("DELETE FROM ballast");
            await().until(() -> health(runtime).getState() == HealthCheck.State.UP);
            ids.forEach(runtime::completed);
            assertThat(runtime.completed(runtime.start("job", "new", null))).isEqualTo("new/a/b/c");
            await().until(() -> runtime.engine().statistics().unfinished() == 0);
        }
        assertThat(ids).isNotEmpty();
        assertThat(world.effects().stream().map(World.Effect::idempotencyKey).distinct())
                .hasSize((ids.size() + 1) * 3);
    }

    @Test
    void aDiskThatTakesLongHoldsUpStartsAndLosesNone() throws Exception {
        try (TestRuntime runtime =
                new TestRuntime(folder, world).yaml("job.camel.yaml", JOB).start()) {
            CountDownLatch diskWorks = new CountDownLatch(1);
            runtime.store()
                    .writer()
                    .submit(
                            session -> {
                                awaitQuietly(diskWorks);
                                return null;
                            },
                            (nothing, failure) -> {});
            await().until(() -> runtime.store().condition().commitTakes().toMillis() > 0);
            for (int i = 0; i < 50; i++) {
                runtime.startLater("job", "slow" + i);
            }
            // On PostgreSQL the queue has asked for executions besides.
            assertThat(runtime.store().condition().waiting()).isBetween(50, 52);
            assertThat(world.names()).isEmpty();
            diskWorks.countDown();
            await().until(() -> world.names().size() == 150);
            await().until(() -> runtime.engine().statistics().unfinished() == 0);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"))) {
            connection.createStatement().execute(statement);
        }
    }

    private static HealthCheck.Result health(TestRuntime runtime) {
        return HealthCheckRegistry.get(runtime.context())
                .getCheck("workflow-store")
                .orElseThrow()
                .call();
    }
}
