/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.request.ControlRequests;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets paused executions go on. */
@Command(
        name = "resume",
        description = {"Lets paused executions go on. When no runtime runs, they do at its next start."},
        footer = {"", "Exit code: 0 when it is done or will be, 1 when one of them was refused."})
final class ExecutionsResumeCommand implements Callable<Integer> {

    @Mixin
    private ChosenExecutions chosen;

    @Mixin
    private AnswerFormat answer;

    @Override
    public Integer call() {
        ControlRequests requests = chosen.requests();
        List<String> ids = chosen.ids(requests, ExecutionStatus.PAUSED);
        return answer.print(requests.resume(ids), ids, ids.size() + " executions go on.");
    }
}
