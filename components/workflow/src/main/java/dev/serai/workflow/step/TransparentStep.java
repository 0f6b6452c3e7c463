/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Around a step that is never recorded: it gives the same each time, or holds steps that record themselves. */
final class TransparentStep extends StepProcessor {

    TransparentStep(StepPlace place, Processor step) {
        super(place, step);
    }

    @Override
    boolean process(Execution execution, Exchange exchange, Frame frame, AsyncCallback callback) {
        return runStep(exchange, sync -> {
            if (exchange.getException() != null) {
                noteFailure(execution, exchange, frame, Frame.inside(frame, place.path()));
            }
            callback.done(sync);
        });
    }
}
