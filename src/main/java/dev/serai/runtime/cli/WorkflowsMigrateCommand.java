/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.engine.MigrationReport;
import dev.serai.workflow.engine.MigrationReport.Left;
import dev.serai.workflow.engine.MigrationRequest;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moves executions to another version. */
@Command(
        name = "migrate",
        description = {
            "Moves executions to another version: those whose recorded steps all exist there.",
            "Those that do not fit are listed with the first step that does not."
        },
        footer = {"", "Exit code: 0 when all chosen ones were moved, 1 when some were not."})
final class WorkflowsMigrateCommand implements Callable<Integer> {

    @Mixin
    private WorkflowArgument argument;

    @Option(names = "--from", required = true, paramLabel = "VERSION", description = "The version that they are on.")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "The version to move them to; by default the one that new executions get.")
    private String to;

    @Option(
            names = "--execution",
            arity = "1..*",
            paramLabel = "ID",
            description = "Only these; by default all that are not over, and dead letters.")
    private List<String> executions = List.of();

    @Option(names = "--dry-run", description = "Only tells what would be done.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            MigrationReport report =
                    argument.versions().migrate(new MigrationRequest(argument.name(), from, to, executions, dryRun));
            print(report, spec.commandLine().getOut());
            return report.left().isEmpty() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw new WorkspaceException(e.getMessage(), e);
        }
    }

    private void print(MigrationReport report, PrintWriter out) {
        if (json) {
            JsonDocument.print(report, out);
            return;
        }
        out.println(report.moved().size() + " executions " + (dryRun ? "would be" : "were") + " moved to version "
                + report.to() + ".");
        if (!report.left().isEmpty()) {
            out.println(Tables.of(
                    report.left(), List.of(Tables.column("STAYS", Left::execution), Tables.text("WHY", Left::reason))));
        }
    }
}
