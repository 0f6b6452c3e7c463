/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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

    @Test
    void aFullDiskStopsTheEngineAndNothingOfWhatWasStartedIsLost() throws Exception {
        Set<String> ids = new TreeSet<>();
        Set<String> refused = ConcurrentHashMap.newKeySet();
        try (TestRuntime runtime = new TestRuntime(folder, world, 600_000)
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
            assertThat(runtime.engine().isStopping()).isTrue();
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
}
