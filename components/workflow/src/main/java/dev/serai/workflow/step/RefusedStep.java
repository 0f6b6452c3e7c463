/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.UnrecoverableException;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Around a step that cannot be durable, in a route that only a computed address reaches: it fails when it is come by. */
final class RefusedStep extends StepProcessor {

    private final String reason;

    RefusedStep(StepPlace place, Processor step, String reason) {
        super(place, step);
        this.reason = reason;
    }

    @Override
    boolean process(Execution execution, Exchange exchange, Frame frame, AsyncCallback callback) {
        exchange.setException(new UnrecoverableException("Step " + place.path() + ": " + reason + "."));
        noteFailure(execution, exchange, frame, null);
        callback.done(true);
        return true;
    }
}
