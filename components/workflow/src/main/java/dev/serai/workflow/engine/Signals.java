/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.SignalRefusedException;
import dev.serai.workflow.journal.Delivery;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.Signal;
import java.util.concurrent.CompletableFuture;

/** Sends signals to executions. Thread-safe. */
public final class Signals {

    private final ExecutionTables tables;
    private final WorkflowQueues queues;

    Signals(ExecutionTables tables, WorkflowQueues queues) {
        this.tables = tables;
        this.queues = queues;
    }

    /**
     * Sends a signal. One that is sent again with the same id is one signal.
     *
     * @return completes when it is durable, with the execution's id; with a {@link SignalRefusedException} when there is
     *     no such execution or it has ended, and with a {@link dev.serai.store.StoreException} when it cannot be kept
     */
    public CompletableFuture<String> send(Signal signal) {
        CompletableFuture<String> sent = new CompletableFuture<>();
        tables.signals().send(signal, (delivery, failure) -> {
            if (failure != null) {
                sent.completeExceptionally(failure);
                return;
            }
            delivery.awakened().ifPresent(queues::awaken);
            delivery.refusal()
                    .ifPresentOrElse(
                            reason -> sent.completeExceptionally(new SignalRefusedException(reason)),
                            () -> sent.complete(delivery.executionId()));
        });
        return sent;
    }

    /** Sends the signal that another process asked for. */
    String carryOut(String argument) {
        Delivery delivery = tables.signals().send(CommandArgument.read(argument, Signal.class));
        delivery.awakened().ifPresent(queues::awaken);
        return delivery.refusal().orElse(Commands.DONE);
    }
}
