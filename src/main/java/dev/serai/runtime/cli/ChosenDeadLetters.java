/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.history.ExecutionFilter;
import dev.serai.workflow.history.ExecutionHistory;
import dev.serai.workflow.history.ExecutionSummary;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The workspace and the dead letters that a command is about: named by their ids, by what they have in common, or all. */
final class ChosenDeadLetters {

    @Mixin
    private WorkspaceArgument argument;

    @Mixin
    private DeadLetterFilterOptions filter;

    @Parameters(index = "1..*", paramLabel = "ID", description = "The ids of dead letters.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "Every dead letter.")
    private boolean all;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    Workspace workspace() {
        return argument.workspace();
    }

    /**
     * @throws ParameterException when they are named in two ways, or in none
     * @throws WorkspaceException when an id is no dead letter's
     */
    List<ExecutionSummary> in(ExecutionHistory history) {
        int ways = (ids.isEmpty() ? 0 : 1) + (all ? 1 : 0) + (filter.isGiven() ? 1 : 0);
        if (ways != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    ways == 0
                            ? "Give the ids of dead letters, a filter such as --workflow, or --all."
                            : "Give ids, a filter, or --all; one of these.");
        }
        if (ids.isEmpty()) {
            return history.list(filter.filter());
        }
        List<ExecutionSummary> named = new ArrayList<>(history.list(ExecutionFilter.DEAD_LETTERS));
        named.removeIf(letter -> !ids.contains(letter.id()));
        List<String> unknown = new ArrayList<>(ids);
        named.forEach(letter -> unknown.removeIf(letter.id()::equals));
        if (!unknown.isEmpty()) {
            throw new WorkspaceException("There is no dead letter " + String.join(", ", unknown)
                    + ". Known ones are listed by 'serai dead-letters list'.");
        }
        return named;
    }
}
