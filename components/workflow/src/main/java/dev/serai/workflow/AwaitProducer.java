/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.journal.StepWait;
import dev.serai.workflow.value.MessageState;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/** Suspends the execution until a signal comes. The message is then the signal's. */
final class AwaitProducer extends WaitingProducer {

    private Expression name;

    AwaitProducer(WorkflowEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        name = simple(endpoint.getSignaling().getSignal());
    }

    @Override
    StepWait waitFor(Exchange exchange, String step) {
        String signal = name.evaluate(exchange, String.class);
        if (signal == null || signal.isBlank()) {
            throw new UnrecoverableException("workflow:await: the signal's name '"
                    + endpoint.getSignaling().getSignal() + "' gave nothing for this message. Choose a name that every"
                    + " message has.");
        }
        return new StepWait(step, StepWait.Kind.SIGNAL, signal, givenUpAt());
    }

    @Override
    void over(Exchange exchange, StepWait.Answer answer) {
        boolean timedOut = answer.state() == StepWait.State.TIMED_OUT;
        if (timedOut && endpoint.getSuspension().getOnTimeout() == Reaction.FAIL) {
            throw new WaitTimedOutException("The signal '" + answer.subject() + "' had not come by "
                    + Instant.ofEpochMilli(answer.dueAt()) + ", when the time to wait for it was over.");
        }
        if (!timedOut) {
            MessageState.decode(WorkflowEngine.of(endpoint.getCamelContext()).values(), answer.payload())
                    .applyTo(exchange.getMessage());
        }
        exchange.getMessage().setHeader(WorkflowHeaders.TIMED_OUT, timedOut);
    }
}
