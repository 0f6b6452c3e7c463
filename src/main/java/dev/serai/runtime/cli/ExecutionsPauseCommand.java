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

/** Lets executions stand still. */
@Command(
        name = "pause",
        description = {
            "Lets executions stand still until they are resumed, also over a restart.",
            "One that runs goes on to its next border. Signals are kept; timers that run out wait."
        },
        footer = {"", "Exit code: 0 when it is done or will be, 1 when one of them was refused."})
final class ExecutionsPauseCommand implements Callable<Integer> {

    @Mixin
    private ChosenExecutions chosen;

    @Mixin
    private AnswerFormat answer;

    @Override
    public Integer call() {
        ControlRequests requests = chosen.requests();
        List<String> ids = chosen.ids(requests, null);
        return answer.print(
                requests.pause(ids), ids, ids.size() + " executions are paused, or will be at their next border.");
    }
}
