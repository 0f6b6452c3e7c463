/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.request.ExecutionIds;
import dev.serai.workflow.request.QueuedStart;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Carries out requests of other processes that start, cancel, pause and resume. */
final class ControlCommands {

    private ControlCommands() {}

    static void addTo(CommandQueue commands, WorkflowEngine engine) {
        ExecutionControl control = engine.control();
        commands.on(Commands.START, argument -> start(engine, QueuedStart.parse(argument)))
                .on(Commands.CANCEL, ids -> each(ids, control::cancel))
                .on(Commands.PAUSE, ids -> each(ids, control::pause))
                .on(Commands.RESUME, ids -> each(ids, control::resume))
                .on(Commands.PAUSE_WORKFLOW, name -> answer(control.pauseWorkflow(name)))
                .on(Commands.RESUME_WORKFLOW, name -> answer(control.resumeWorkflow(name)));
    }

    private static String start(WorkflowEngine engine, QueuedStart start) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        engine.start(start.request(), (id, started, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
        done.join();
        return Commands.DONE;
    }

    private static String each(String ids, Function<String, Optional<String>> request) {
        return ExecutionIds.each(ids, request);
    }

    private static String answer(Optional<String> refusal) {
        return refusal.orElse(Commands.DONE);
    }
}
