/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import com.fasterxml.uuid.Generators;
import dev.serai.store.StoreSettings;
import dev.serai.workflow.engine.CommandArgument;
import dev.serai.workflow.engine.Commands;
import dev.serai.workflow.journal.Addressee;
import dev.serai.workflow.journal.Signal;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;

/** Sends signals from outside the runtime, whether one runs or not. */
public final class ExecutionSignals {

    private final SignalRequests requests;
    private final ValueCodec values = new ValueCodec();

    public ExecutionSignals(StoreSettings store) {
        this.requests = new SignalRequests(store);
    }

    /**
     * Sends a signal, and waits at most 10 seconds for the runtime that has the store.
     *
     * @param body a value that a workflow can record, no stream
     * @throws dev.serai.workflow.SignalRefusedException when there is no such execution, or it has ended
     * @throws dev.serai.store.StoreException when there is no store
     */
    public Carried send(Addressee to, String name, Object body) {
        Signal signal = new Signal(
                to,
                Generators.timeBasedEpochGenerator().generate().toString(),
                name,
                MessageState.encode(values, body));
        return requests.carry(Commands.SIGNAL, CommandArgument.write(signal), tables -> tables.signals()
                .send(signal)
                .refusal());
    }
}
