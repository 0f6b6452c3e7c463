/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.history.ExecutionApprovals;
import dev.serai.workflow.history.PendingApproval;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists approvals that wait for somebody, the oldest first. */
@Command(
        name = "list",
        description = "Lists approvals that wait for somebody, the oldest first. Works while the runtime runs.")
final class ApprovalsListCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Option(names = "--limit", defaultValue = "1000", description = "How many at most (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<PendingApproval> pending =
                new ExecutionApprovals(argument.workspace().store()).pending(limit);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(pending, out);
        } else if (pending.isEmpty()) {
            out.println("Nothing waits for an approval.");
        } else {
            out.println(Tables.of(
                    pending,
                    List.of(
                            Tables.column("ID", PendingApproval::id),
                            Tables.text("WHAT", PendingApproval::title),
                            Tables.column(
                                    "WHO",
                                    approval -> approval.approvers().isEmpty()
                                            ? "anybody"
                                            : String.join(", ", approval.approvers())),
                            Tables.column("WORKFLOW", PendingApproval::workflow),
                            Tables.column("SINCE", PendingApproval::since),
                            Tables.column("UNTIL", PendingApproval::until))));
        }
        return 0;
    }
}
