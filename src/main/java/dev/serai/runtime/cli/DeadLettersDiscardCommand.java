/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.Workspace;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.intervention.Operator.Answer;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives dead letters up. */
@Command(
        name = "discard",
        description = {
            "Gives dead letters up: they end as CANCELLED, and stay in the history as long as any that ended.",
            "Works while the runtime runs."
        },
        footer = {"", "Exit code: 0 when all are discarded, 1 when one is not, 2 for a wrong call."})
final class DeadLettersDiscardCommand implements Callable<Integer> {

    @Mixin
    private ChosenDeadLetters chosen;

    @Mixin
    private OperatorName by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the history.")
    private String reason;

    @Option(names = "--dry-run", description = "Shows what would be discarded, and does nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Workspace workspace = chosen.workspace();
        PrintWriter out = spec.commandLine().getOut();
        List<ExecutionSummary> letters =
                chosen.in(WorkspaceHistory.of(workspace, spec.commandLine().getErr()));
        List<String> ids = letters.stream().map(ExecutionSummary::id).toList();
        Answer answer = dryRun || ids.isEmpty()
                ? new Answer(false, "")
                : by.operator(workspace.store()).discard(ids, reason);
        if (json) {
            JsonDocument.print(Map.of(dryRun ? "wouldDiscard" : "discarded", ids, "refused", answer.refused()), out);
        } else if (!answer.refused().isEmpty()) {
            out.println(answer.refused());
        } else {
            out.println(ids.size() + " dead letters " + (dryRun ? "would be" : "are") + " discarded.");
        }
        return answer.refused().isEmpty() ? 0 : 1;
    }
}
