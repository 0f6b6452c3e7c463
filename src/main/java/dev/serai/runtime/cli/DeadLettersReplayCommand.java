/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.history.DeadLetterReplay;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.journal.ExecutionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts dead letters back into the queue. */
@Command(
        name = "replay",
        description = {
            "Replays dead letters from the step that failed: what succeeded is not run again.",
            "A runtime that runs takes them up at once; otherwise they go on at its next start."
        })
final class DeadLettersReplayCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(index = "1..*", paramLabel = "ID", description = "The ids of dead letters.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "Replays every dead letter.")
    private boolean all;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (all == !ids.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    all ? "Give ids or --all, not both." : "Give the ids of dead letters, or --all.");
        }
        Workspace workspace = argument.workspace();
        List<String> chosen = chosen(new ExecutionHistory(workspace.storeFolder()));
        boolean now = !chosen.isEmpty() && new DeadLetterReplay(workspace.storeFolder()).replay(chosen);
        if (json) {
            JsonDocument.print(
                    Map.of("replayed", chosen, "runtimeRuns", now),
                    spec.commandLine().getOut());
        } else {
            spec.commandLine()
                    .getOut()
                    .println(chosen.size() + " dead letters "
                            + (now ? "go on now." : "go on when the workspace runs again."));
        }
        return 0;
    }

    private List<String> chosen(ExecutionHistory history) {
        List<String> dead = history.list(ExecutionStatus.DEAD_LETTER, null, Integer.MAX_VALUE).stream()
                .map(ExecutionSummary::id)
                .toList();
        if (all) {
            return dead;
        }
        List<String> unknown = new ArrayList<>(ids);
        unknown.removeAll(dead);
        if (!unknown.isEmpty()) {
            throw new WorkspaceException("There is no dead letter " + String.join(", ", unknown)
                    + ". Known ones are listed by 'serai dead-letters list'.");
        }
        return ids;
    }
}
