/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.engine.RollbackRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives new executions an earlier version. */
@Command(
        name = "rollback",
        description = {
            "Gives new executions an earlier version, at once when the runtime runs.",
            "It stays so over restarts, until the workflow's files change or it is taken back.",
            "Executions under way stay on the version that they began with."
        })
final class WorkflowsRollbackCommand implements Callable<Integer> {

    @Mixin
    private WorkflowArgument argument;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "VERSION",
            description = "The version; by default the one that was current before.")
    private String version;

    @Option(names = "--undo", description = "Gives new executions again what the files define.")
    private boolean undo;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (undo && version != null) {
            throw new ParameterException(spec.commandLine(), "Give a version or --undo, not both.");
        }
        try {
            String now = argument.versions().rollBack(new RollbackRequest(argument.name(), version, undo));
            spec.commandLine()
                    .getOut()
                    .println("New executions of workflow '" + argument.name() + "' get version " + now + ".");
            return 0;
        } catch (IllegalArgumentException e) {
            throw new WorkspaceException(e.getMessage(), e);
        }
    }
}
