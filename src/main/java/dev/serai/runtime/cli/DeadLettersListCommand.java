/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.history.ExecutionSummary;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists dead letters, the newest first. */
@Command(name = "list", description = "Lists dead letters, the newest first. Works while the runtime runs.")
final class DeadLettersListCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Mixin
    private DeadLetterFilterOptions filter;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<ExecutionSummary> letters = WorkspaceHistory.of(
                        argument.workspace(), spec.commandLine().getErr())
                .list(filter.filter());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(letters, out);
        } else if (letters.isEmpty()) {
            out.println("There are no dead letters.");
        } else {
            out.println(table(letters));
        }
        return 0;
    }

    static String table(List<ExecutionSummary> letters) {
        return Tables.of(
                letters,
                List.of(
                        Tables.column("ID", ExecutionSummary::id),
                        Tables.column("WORKFLOW", ExecutionSummary::workflow),
                        Tables.column("KEY", ExecutionSummary::idempotencyKey),
                        Tables.column("ATTEMPTS", ExecutionSummary::attempt),
                        Tables.column("STEP", ExecutionSummary::failedStep),
                        Tables.column("WHY", ExecutionSummary::error)));
    }
}
