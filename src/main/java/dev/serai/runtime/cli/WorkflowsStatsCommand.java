/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.Names;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.history.WorkflowFigures;
import dev.serai.workflow.history.WorkflowStatistics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows statistics of workflows. */
@Command(
        name = "stats",
        description = {
            "Shows what workflows are, and what became of all their executions.",
            "Works while the runtime runs."
        })
final class WorkflowsStatsCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "One workflow; by default all.")
    private String name;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<WorkflowFigures> all = new WorkflowStatistics(argument.workspace().store()).all();
        List<WorkflowFigures> shown = name == null
                ? all
                : all.stream().filter(one -> one.workflow().equals(name)).toList();
        if (name != null && shown.isEmpty()) {
            throw new WorkspaceException("There is no workflow '" + name + "'. "
                    + Names.suggestion(
                            name, all.stream().map(WorkflowFigures::workflow).toList()));
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(shown, out);
        } else if (shown.isEmpty()) {
            out.println("No workflow has run in this workspace.");
        } else if (name == null) {
            table(shown, out);
        } else {
            print(shown.get(0), out);
        }
        return 0;
    }

    private static void table(List<WorkflowFigures> shown, PrintWriter out) {
        out.println(Tables.of(
                shown,
                List.of(
                        Tables.column("WORKFLOW", WorkflowFigures::workflow),
                        Tables.column("EXECUTIONS", WorkflowFigures::executions),
                        Tables.column("ACTIVE", WorkflowFigures::active),
                        Tables.column("WAITING", one -> one.suspended() + one.paused()),
                        Tables.column("COMPLETED", WorkflowFigures::completed),
                        Tables.column("DEAD", WorkflowFigures::deadLetters),
                        Tables.column("SUCCESS", WorkflowsStatsCommand::success),
                        Tables.column("MEAN MS", WorkflowsStatsCommand::meanMillis),
                        Tables.column("LAST STARTED", WorkflowFigures::lastExecution))));
    }

    private static void print(WorkflowFigures one, PrintWriter out) {
        line("Workflow", one.workflow(), out);
        line("Version", one.version(), out);
        line("Description", one.description().description(), out);
        line("Category", one.description().category(), out);
        line("Owner", one.description().owner(), out);
        line("Stage", one.description().stage(), out);
        line("Tags", String.join(", ", one.description().tags()), out);
        line("Executions", one.executions(), out);
        line("Active", one.active(), out);
        line("Suspended", one.suspended(), out);
        line("Paused", one.paused(), out);
        line("Completed", one.completed(), out);
        line("Dead letters", one.deadLetters(), out);
        line("Cancelled", one.cancelled(), out);
        line("Attempts", one.attempts(), out);
        line("Success", success(one), out);
        line("Mean", one.meanDuration() == null ? null : meanMillis(one) + " ms", out);
        line("Last started", one.lastExecution(), out);
    }

    private static void line(String name, Object value, PrintWriter out) {
        if (value != null && !value.toString().isEmpty()) {
            out.println(String.format("%-13s %s", name, value));
        }
    }

    private static String success(WorkflowFigures one) {
        return one.successRate() == null ? null : String.format(Locale.ROOT, "%.1f %%", one.successRate() * 100);
    }

    private static Object meanMillis(WorkflowFigures one) {
        return one.meanDuration() == null ? null : one.meanDuration().toMillis();
    }
}
