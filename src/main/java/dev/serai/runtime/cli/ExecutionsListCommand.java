/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.Workspace;
import dev.serai.workflow.history.ExecutionFilter;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.history.WorkflowFigures;
import dev.serai.workflow.history.WorkflowStatistics;
import dev.serai.workflow.journal.ExecutionStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
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

    @Mixin
    private ExecutionFilterOptions filter;

    @Option(names = "--parent", paramLabel = "ID", description = "Only those that an execution started.")
    private String parent;

    @Option(names = "--priority", paramLabel = "N", description = "Only those of a priority, from 1 to 10.")
    private Integer priority;

    @Option(names = "--after", paramLabel = "ID", description = "Goes on after the last one of an earlier list.")
    private String after;

    @Option(names = "--limit", defaultValue = "50", description = "How many at most (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Workspace workspace = argument.workspace();
        ExecutionHistory history =
                WorkspaceHistory.of(workspace, spec.commandLine().getErr());
        List<ExecutionSummary> executions = history.list(filter.narrow(ExecutionFilter.ALL)
                .withStatus(status)
                .withParent(parent)
                .withPriority(priority)
                .withAfter(after)
                .withLimit(limit));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(executions, out);
        } else if (executions.isEmpty()) {
            out.println("There are no such executions.");
        } else {
            print(executions, out);
            printCounts(new WorkflowStatistics(workspace.store()).all(), out);
        }
        return 0;
    }

    private void print(List<ExecutionSummary> executions, PrintWriter out) {
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
        if (executions.size() == limit) {
            out.println();
            out.println("Older ones: --after "
                    + executions.get(executions.size() - 1).id());
        }
    }

    private static void printCounts(List<WorkflowFigures> workflows, PrintWriter out) {
        out.println();
        count(workflows, WorkflowFigures::active, "QUEUED or RUNNING", out);
        count(workflows, WorkflowFigures::suspended, "SUSPENDED", out);
        count(workflows, WorkflowFigures::paused, "PAUSED", out);
        count(workflows, WorkflowFigures::completed, "COMPLETED", out);
        count(workflows, WorkflowFigures::deadLetters, "DEAD_LETTER", out);
        count(workflows, WorkflowFigures::cancelled, "CANCELLED", out);
    }

    private static void count(
            List<WorkflowFigures> workflows, ToLongFunction<WorkflowFigures> number, String status, PrintWriter out) {
        long all = workflows.stream().mapToLong(number).sum();
        if (all > 0) {
            out.println(all + " " + status);
        }
    }
}
