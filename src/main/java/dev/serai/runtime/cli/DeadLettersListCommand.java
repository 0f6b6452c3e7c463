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

/** Lists dead letters, the newest first. */
@Command(name = "list", description = "Lists dead letters, the newest first. Works while the runtime runs.")
final class DeadLettersListCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Option(names = "--workflow", paramLabel = "NAME", description = "Only those of a workflow.")
    private String workflow;

    @Option(names = "--limit", defaultValue = "1000", description = "How many at most (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<ExecutionSummary> letters = new ExecutionHistory(
                        argument.workspace().storeFolder())
                .list(ExecutionStatus.DEAD_LETTER, workflow, limit);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(letters, out);
        } else if (letters.isEmpty()) {
            out.println("There are no dead letters.");
        } else {
            out.println(Tables.of(
                    letters,
                    List.of(
                            Tables.column("ID", ExecutionSummary::id),
                            Tables.column("WORKFLOW", ExecutionSummary::workflow),
                            Tables.column("KEY", ExecutionSummary::idempotencyKey),
                            Tables.column("ATTEMPTS", ExecutionSummary::attempt),
                            Tables.column("WHY", ExecutionSummary::error))));
        }
        return 0;
    }
}
