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

/** Ends executions for good. */
@Command(
        name = "cancel",
        description = {
            "Ends executions for good, and the children that belong to them.",
            "One that runs ends at its next border: the step that runs is recorded."
        },
        footer = {"", "Exit code: 0 when it is done or will be, 1 when one of them was refused."})
final class ExecutionsCancelCommand implements Callable<Integer> {

    @Mixin
    private ChosenExecutions chosen;

    @Mixin
    private AnswerFormat answer;

    @Override
    public Integer call() {
        ControlRequests requests = chosen.requests();
        List<String> ids = chosen.ids(requests, null);
        return answer.print(
                requests.cancel(ids), ids, ids.size() + " executions are cancelled, or will be at their next border.");
    }
}
