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

/** Lets the executions of a workflow begin again. */
@Command(
        name = "resume",
        description = {"Lets the executions of a paused workflow begin again."})
final class WorkflowsResumeCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(index = "1", paramLabel = "NAME", description = "The workflow.")
    private String workflow;

    @Mixin
    private AnswerFormat answer;

    @Override
    public Integer call() {
        ControlRequests requests = new ControlRequests(argument.workspace().store());
        return answer.print(requests.resumeWorkflow(workflow), List.of(workflow), "The workflow goes on.");
    }
}
