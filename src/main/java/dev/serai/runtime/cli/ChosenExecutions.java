/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.request.ControlRequests;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The executions that a command changes: by their ids, or by what they have in common. */
final class ChosenExecutions {

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(index = "1..*", paramLabel = "ID", description = "The ids of executions.")
    private List<String> ids = List.of();

    @Option(names = "--workflow", paramLabel = "NAME", description = "All of a workflow that have not ended.")
    private String workflow;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "Of those only the ones with this label. May be given several times.")
    private Map<String, String> labels = Map.of();

    @Option(names = "--status", description = "Of those only the ones of a status: ${COMPLETION-CANDIDATES}.")
    private ExecutionStatus status;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    ControlRequests requests() {
        return new ControlRequests(argument.workspace().store());
    }

    /** @param onlyStatus the only one that the command is for, or null when there are several */
    List<String> ids(ControlRequests requests, ExecutionStatus onlyStatus) {
        if ((workflow == null) == ids.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    ids.isEmpty()
                            ? "Give the ids of executions, or --workflow NAME."
                            : "Give ids or --workflow, not both.");
        }
        if (workflow == null && (status != null || !labels.isEmpty())) {
            throw new ParameterException(spec.commandLine(), "--label and --status go with --workflow, not with ids.");
        }
        return workflow == null ? ids : requests.unfinished(workflow, labels, status == null ? onlyStatus : status);
    }
}
