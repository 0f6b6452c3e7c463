/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.Workspace;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.intervention.MessageEdit;
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

/** Puts dead letters back into the queue. */
@Command(
        name = "replay",
        description = {
            "Replays dead letters from the step that failed: what succeeded is not run again.",
            "The message of that step can be changed; what is not named stays as it is.",
            "A runtime that runs takes them up at once; otherwise they go on at its next start."
        },
        footer = {"", "Exit code: 0 when all are replayed, 1 when one is not, 2 for a wrong call."})
final class DeadLettersReplayCommand implements Callable<Integer> {

    @Mixin
    private ChosenDeadLetters chosen;

    @Mixin
    private MessageEditOptions edit;

    @Mixin
    private OperatorName by;

    @Option(
            names = "--from-start",
            description = "Begins anew and keeps no record: what succeeded is done again. Several need --yes.")
    private boolean fromStart;

    @Option(names = "--yes", description = "Does steps of several dead letters again without asking.")
    private boolean yes;

    @Option(names = "--dry-run", description = "Shows what would be replayed, and does nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Workspace workspace = chosen.workspace();
        PrintWriter out = spec.commandLine().getOut();
        ExecutionHistory history =
                WorkspaceHistory.of(workspace, spec.commandLine().getErr());
        List<ExecutionSummary> letters = chosen.in(history);
        List<String> ids = letters.stream().map(ExecutionSummary::id).toList();
        MessageEdit change = edit.edit();
        Map<String, Integer> again = fromStart ? history.doneAgain(ids) : Map.of();
        if (!json) {
            again.forEach((step, times) -> out.println(step + " succeeded and is done again: " + times + " times."));
        }
        if (dryRun) {
            show(letters, again, out);
            return 0;
        }
        if (fromStart && ids.size() > 1 && !yes) {
            spec.commandLine()
                    .getErr()
                    .println(ids.size() + " dead letters would begin anew. Say --yes if that is what you want, or"
                            + " --dry-run to see them.");
            return 1;
        }
        Answer answer = ids.isEmpty()
                ? new Answer(false, "")
                : by.operator(workspace.store()).replay(ids, fromStart, change);
        report(ids, answer, out);
        return answer.refused().isEmpty() ? 0 : 1;
    }

    private void show(List<ExecutionSummary> letters, Map<String, Integer> again, PrintWriter out) {
        if (json) {
            JsonDocument.print(Map.of("wouldReplay", letters, "doneAgain", again), out);
        } else {
            out.println(letters.size() + " dead letters would be replayed.");
            if (!letters.isEmpty()) {
                out.println(DeadLettersListCommand.table(letters));
            }
        }
    }

    private void report(List<String> ids, Answer answer, PrintWriter out) {
        if (json) {
            JsonDocument.print(
                    Map.of("replayed", ids, "runtimeRuns", answer.byRuntime(), "refused", answer.refused()), out);
        } else if (answer.refused().isEmpty()) {
            out.println(ids.size() + " dead letters "
                    + (answer.byRuntime() ? "go on now." : "go on when the workspace runs again."));
        } else {
            out.println(answer.refused());
        }
    }
}
