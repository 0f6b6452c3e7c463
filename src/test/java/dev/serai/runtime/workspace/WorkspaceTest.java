/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.runtime.TestWorkspaces;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {

    @TempDir
    private Path folder;

    @Test
    void aMissingFolderIsRefused() {
        assertThatThrownBy(() -> Workspace.open(folder.resolve("none")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageStartingWith("There is no folder ");
    }

    @Test
    void aFileInPlaceOfAFolderIsRefused() {
        TestWorkspaces.write(folder, "a.camel.yaml", "[]");

        assertThatThrownBy(() -> Workspace.open(folder.resolve("a.camel.yaml")))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageEndingWith("is a file. Name the folder that holds it.");
    }

    @Test
    void aFolderWithNeitherRoutesNorConnectorsIsRefused() {
        TestWorkspaces.write(folder, "application.properties", "");

        assertThatThrownBy(() -> Workspace.open(folder))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("holds no routes");
    }

    @Test
    void everyFileIsFoundByItsPlaceAndName() {
        TestWorkspaces.write(folder, "b.camel.yaml", "[]");
        TestWorkspaces.write(folder, "a.camel.yaml", "[]");
        TestWorkspaces.write(folder, "a.test.yaml", "[]");
        TestWorkspaces.write(folder, "lib/driver.jar", "");
        TestWorkspaces.write(folder, "kamelets/shout.kamelet.yaml", "");

        Workspace workspace = Workspace.open(folder);

        assertThat(workspace.yamlRoutes())
                .extracting(workspace::relative)
                .containsExactly("a.camel.yaml", "b.camel.yaml");
        assertThat(workspace.libraries()).extracting(workspace::relative).containsExactly("lib/driver.jar");
        assertThat(workspace.kamelets()).extracting(workspace::relative).containsExactly("kamelets/shout.kamelet.yaml");
        assertThat(workspace.connectorsFile()).isEmpty();
    }

    @Test
    void connectorsAloneCanBeLookedAtButNotRun() {
        TestWorkspaces.write(folder, "connectors.yaml", "connectors: []\n");
        Workspace workspace = Workspace.open(folder);

        try (WorkspaceRuntime runtime = new WorkspaceRuntime(workspace, List.of())) {
            assertThatThrownBy(runtime::start)
                    .isInstanceOf(WorkspaceException.class)
                    .hasMessageContaining("holds no routes");
        }
    }
}
