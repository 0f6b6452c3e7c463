/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionHistory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The workspace and the execution that a command is about. */
final class ExecutionArgument {

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(index = "1", paramLabel = "ID", description = "The execution's id.")
    private String id;

    ExecutionDetail execution() {
        return new ExecutionHistory(argument.workspace().storeFolder())
                .find(id)
                .orElseThrow(() -> new WorkspaceException("There is no execution " + id + ". Known ones are listed by"
                        + " 'serai executions list' and 'serai dead-letters list'."));
    }
}
