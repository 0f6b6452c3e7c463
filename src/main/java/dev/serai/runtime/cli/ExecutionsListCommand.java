/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.journal.ExecutionStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists executions, the newest first. */
@Command(name = "list", description = "Lists executions, the newest first. Works while the runtime runs.")
final class ExecutionsListCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Option(names = "--status", description = "Only those of a status: ${COMPLETION-CANDIDATES}.")
    private ExecutionStatus status;

    @Option(names = "--workflow", paramLabel = "NAME", description = "Only those of a workflow.")
    private String workflow;

    @Option(names = "--limit", defaultValue = "50", description = "How many at most (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ExecutionHistory history = new ExecutionHistory(argument.workspace().storeFolder());
        List<ExecutionSummary> executions = history.list(status, workflow, limit);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(executions, out);
        } else if (executions.isEmpty()) {
            out.println("There are no such executions.");
        } else {
            out.println(Tables.of(
                    executions,
                    List.of(
                            Tables.column("ID", ExecutionSummary::id),
                            Tables.column("WORKFLOW", ExecutionSummary::workflow),
                            Tables.column("STATUS", ExecutionSummary::status),
                            Tables.column("ATTEMPT", ExecutionSummary::attempt),
                            Tables.column("KEY", ExecutionSummary::idempotencyKey),
                            Tables.column("STARTED", ExecutionSummary::startedAt),
                            Tables.column("ENDED", ExecutionSummary::finishedAt))));
            out.println();
            history.counts().forEach((each, count) -> out.println(count + " " + each));
        }
        return 0;
    }
}
