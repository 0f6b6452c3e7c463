/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.history.VersionSummary;
import dev.serai.workflow.history.WorkflowVersions;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists workflows with the version that new executions get. */
@Command(
        name = "list",
        description = "Lists workflows with the version that new executions get. Works while the runtime runs.")
final class WorkflowsListCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<VersionSummary> workflows =
                new WorkflowVersions(argument.workspace().store()).current();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(workflows, out);
        } else if (workflows.isEmpty()) {
            out.println("No workflow ran here yet.");
        } else {
            out.println(Tables.of(
                    workflows,
                    List.of(
                            Tables.column("WORKFLOW", VersionSummary::workflow),
                            Tables.column("VERSION", VersionSummary::version),
                            Tables.column("CURRENT SINCE", VersionSummary::currentAt),
                            Tables.column("ROLLED BACK", version -> version.defined() ? "" : "yes"),
                            Tables.column("FILES", version -> String.join(", ", version.files())))));
        }
        return 0;
    }
}
