/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.history.ExecutionDetail;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The workspace and the execution that a command is about, and which of its steps. */
final class ExecutionArgument {

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(index = "1", paramLabel = "ID", description = "The execution's id.")
    private String id;

    @Option(
            names = "--after",
            paramLabel = "N",
            defaultValue = "0",
            description = "Shows the steps after the one with this number.")
    private long after;

    @Option(names = "--limit", defaultValue = "200", description = "How many steps at most (${DEFAULT-VALUE}).")
    private int limit;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    ExecutionDetail execution() {
        return WorkspaceHistory.of(argument.workspace(), spec.commandLine().getErr())
                .find(id, after, limit)
                .orElseThrow(() -> new WorkspaceException("There is no execution " + id + ". Known ones are listed by"
                        + " 'serai executions list' and 'serai dead-letters list'."));
    }
}
