/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.Workspace;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** The folder that every command takes. */
final class WorkspaceArgument {

    @Parameters(paramLabel = "DIR", description = "The workspace folder.")
    private Path folder;

    Workspace workspace() {
        return Workspace.open(folder);
    }
}
