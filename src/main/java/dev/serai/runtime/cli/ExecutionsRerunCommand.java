/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.intervention.InterventionRefusedException;
import dev.serai.workflow.intervention.Operator.Rerun;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a new execution from a part of another one's record. */
@Command(
        name = "rerun",
        description = {
            "Makes a new execution that takes over what another one recorded before a step, and runs on from there.",
            "The message of that step can be changed; the other execution stays as it is.",
            "A runtime that runs runs it at once; otherwise it runs at the next start."
        },
        footer = {"", "Exit code: 0 when it is made, 1 when it cannot be, 2 for a wrong call."})
final class ExecutionsRerunCommand implements Callable<Integer> {

    /** Which version the new execution is of. */
    enum VersionChoice {
        SAME,
        CURRENT
    }

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(index = "1", paramLabel = "ID", description = "The id of the execution to take over from.")
    private String id;

    @Option(
            names = "--from",
            paramLabel = "STEP",
            description = "The first step to run, as 'executions show' names it; by default the beginning.")
    private String step;

    @Option(
            names = "--version-of-workflow",
            paramLabel = "same|current",
            defaultValue = "same",
            description = "The version of the new execution (${DEFAULT-VALUE}); the current one must have the recorded"
                    + " steps.")
    private VersionChoice version;

    @Mixin
    private MessageEditOptions edit;

    @Mixin
    private OperatorName by;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Workspace workspace = argument.workspace();
        Rerun rerun;
        try {
            rerun = by.operator(workspace.store()).rerun(id, step, version == VersionChoice.CURRENT, edit.edit());
        } catch (InterventionRefusedException e) {
            throw new WorkspaceException(e.getMessage(), e);
        }
        if (json) {
            JsonDocument.print(
                    Map.of("id", rerun.id(), "runtimeRuns", rerun.byRuntime()),
                    spec.commandLine().getOut());
        } else {
            spec.commandLine()
                    .getOut()
                    .println("Execution " + rerun.id() + " runs "
                            + (rerun.byRuntime() ? "now." : "when the workspace runs again."));
        }
        return 0;
    }
}
