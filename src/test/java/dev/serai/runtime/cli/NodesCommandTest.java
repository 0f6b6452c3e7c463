/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.runtime.TestWorkspaces;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it lists is tried with a store on PostgreSQL, in PostgresWorkspaceTest. */
class NodesCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aStoreThatOneRuntimeHasHasNoNodes() {
        TestWorkspaces.write(
                folder, "a.camel.yaml", "- route: { from: { uri: 'direct:a', steps: [ { to: 'log:a' } ] } }\n");
        CommandRun run = CommandRun.of("nodes", folder);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("belongs to one runtime at a time").contains("serai.store.url");
    }
}
