/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.SignalRefusedException;
import dev.serai.workflow.history.Carried;
import dev.serai.workflow.history.ExecutionApprovals;
import dev.serai.workflow.value.Decision;
import java.io.PrintWriter;
import java.time.Instant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The approval that somebody decides, and who that is. */
final class DecisionArgument {

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(index = "1", paramLabel = "ID", description = "The approval, as 'approvals list' names it.")
    private String id;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who decides; by default the user of the system (${DEFAULT-VALUE}).")
    private String by;

    @Option(names = "--comment", paramLabel = "TEXT", description = "Goes to the execution with the decision.")
    private String comment;

    void decide(boolean approved, PrintWriter out) {
        try {
            Carried carried = new ExecutionApprovals(argument.workspace().store())
                    .decide(id, new Decision(approved, by, Instant.now(), comment));
            out.println(CarriedOut.sentence(approved ? "The approval" : "The rejection", carried));
        } catch (SignalRefusedException e) {
            throw new WorkspaceException(e.getMessage());
        }
    }
}
