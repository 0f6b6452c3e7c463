/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.Names;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.history.VersionSummary;
import dev.serai.workflow.history.WorkflowVersions;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The workflow that a command is about, and the workspace that it ran in. */
final class WorkflowArgument {

    @Parameters(index = "0", paramLabel = "NAME", description = "The workflow.")
    private String name;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The workspace folder; by default the current one.")
    private Path folder;

    String name() {
        return name;
    }

    /** @throws WorkspaceException when the workflow never ran there */
    WorkflowVersions versions() {
        WorkflowVersions versions = new WorkflowVersions(Workspace.open(folder).store());
        if (versions.of(name).isEmpty()) {
            List<String> known =
                    versions.current().stream().map(VersionSummary::workflow).toList();
            throw new WorkspaceException("There is no workflow '" + name + "' in this store. "
                    + (known.isEmpty() ? "None ran here yet." : Names.suggestion(name, known)));
        }
        return versions;
    }
}
