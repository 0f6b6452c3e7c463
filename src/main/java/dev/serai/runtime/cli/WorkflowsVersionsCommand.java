/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.history.VersionSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the versions of a workflow, the newest first. */
@Command(
        name = "versions",
        description = "Lists the versions of a workflow, the newest first. Works while the runtime runs.")
final class WorkflowsVersionsCommand implements Callable<Integer> {

    @Mixin
    private WorkflowArgument argument;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<VersionSummary> versions = argument.versions().of(argument.name());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(versions, out);
        } else {
            out.println(Tables.of(
                    versions,
                    List.of(
                            Tables.column("VERSION", VersionSummary::version),
                            Tables.column("FIRST SEEN", VersionSummary::since),
                            Tables.column("", WorkflowsVersionsCommand::role),
                            Tables.column("UNDER WAY", VersionSummary::underWay),
                            Tables.column("DEAD LETTERS", VersionSummary::deadLetters),
                            Tables.column("CHANGED CLASSES", version -> String.join(", ", version.changedClasses())),
                            Tables.column("FILES", version -> String.join(", ", version.files())))));
        }
        return 0;
    }

    private static String role(VersionSummary version) {
        if (version.current()) {
            return version.defined() ? "current" : "current by rollback";
        }
        return version.defined() ? "in the files" : "";
    }
}
