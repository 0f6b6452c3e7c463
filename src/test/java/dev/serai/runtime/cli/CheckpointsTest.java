/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.connector.camel.ConsumerState;
import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.runtime.TestWorkspaces;
import dev.serai.runtime.durability.DurableExecution;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Positions are seen and reset beside a runtime that works with them. */
class CheckpointsTest {

    @TempDir
    private Path folder;

    @Test
    void positionsAreListedAndResetWhileTheRuntimeRuns() throws Exception {
        TestWorkspaces.copy("good", folder);
        Checkpoint orders;
        try (WorkspaceRuntime runtime = run()) {
            assertThat(CommandRun.of("checkpoints", "list", folder).out()).isEqualTo("No source has a position.\n");
            assertThat(CommandRun.of("checkpoints", "reset", "orders", folder).err())
                    .contains("There is no source 'orders' with a position. No source has one.");

            CheckpointStore checkpoints = ConsumerState.checkpoints(runtime.camelContext());
            orders = checkpoints
                    .save("shop/stream/orders", Optional.empty(), "17")
                    .orElseThrow();
            checkpoints.save("shop/stream/customers", Optional.empty(), "3");

            assertThat(CommandRun.of("checkpoints", "list", folder).out())
                    .containsPattern("shop/stream/customers +3 +\\S+Z *\n shop/stream/orders +17 ");
            JsonNode document =
                    CommandRun.of("checkpoints", "list", "--json", folder).json();
            assertThat(document).hasSize(2);
            assertThat(document.at("/1/source").asText()).isEqualTo("shop/stream/orders");
            assertThat(document.at("/1/position").asText()).isEqualTo("17");
            assertThat(document.at("/1/savedAt").asText())
                    .isEqualTo(orders.savedAt().toString());

            CommandRun misspelt = CommandRun.of("checkpoints", "reset", "shop/stream/order", folder);
            assertThat(misspelt.code()).isEqualTo(1);
            assertThat(misspelt.err()).contains("Did you mean 'shop/stream/orders'?");

            CommandRun reset = CommandRun.of("checkpoints", "reset", "shop/stream/orders", folder);
            assertThat(reset.code()).isZero();
            assertThat(reset.out())
                    .isEqualTo("Forgot that shop/stream/orders was read up to 17. It is read from its beginning.\n");
            assertThat(checkpoints.save("shop/stream/orders", Optional.of(orders), "18"))
                    .as("what the reader saves that began before the reset")
                    .isEmpty();
        }
        assertThat(CommandRun.of("checkpoints", "list", folder).out())
                .contains("shop/stream/customers")
                .doesNotContain("orders");
    }

    @Test
    void whatConsumersRememberOutlivesTheRuntime() {
        TestWorkspaces.copy("good", folder);
        Checkpoint saved;
        try (WorkspaceRuntime runtime = run()) {
            saved = ConsumerState.checkpoints(runtime.camelContext())
                    .save("shop/stream/orders", Optional.empty(), "17")
                    .orElseThrow();
            ConsumerState.seenKeys(runtime.camelContext()).add("shop", "A-1", Duration.ofDays(1));
        }
        try (WorkspaceRuntime runtime = run()) {
            assertThat(ConsumerState.checkpoints(runtime.camelContext()).list()).containsExactly(saved);
            assertThat(ConsumerState.seenKeys(runtime.camelContext()).contains("shop", "A-1"))
                    .isTrue();
        }
    }

    @Test
    void aWorkspaceThatNeverRanSaysSo() {
        TestWorkspaces.copy("good", folder);
        CommandRun run = CommandRun.of("checkpoints", "list", folder);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("There is no store in").contains("serai run");
    }

    private WorkspaceRuntime run() {
        WorkspaceRuntime runtime = new WorkspaceRuntime(Workspace.open(folder), List.of(new DurableExecution()));
        runtime.start();
        return runtime;
    }
}
