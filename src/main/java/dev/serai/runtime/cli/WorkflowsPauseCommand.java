/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.request.ControlRequests;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lets no execution of a workflow begin. */
@Command(
        name = "pause",
        description = {
            "Lets no new execution of a workflow begin, also after a restart. Starts are taken and queue up.",
            "Those under way go on; 'serai executions pause --workflow NAME' stops these."
        })
final class WorkflowsPauseCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(index = "1", paramLabel = "NAME", description = "The workflow.")
    private String workflow;

    @Mixin
    private AnswerFormat answer;

    @Override
    public Integer call() {
        ControlRequests requests = new ControlRequests(argument.workspace().store());
        return answer.print(requests.pauseWorkflow(workflow), List.of(workflow), "The workflow is paused.");
    }
}
