/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.execution.Visit;
import dev.serai.workflow.journal.StepRecord;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Around a step that holds others. They record themselves; when it has ended, one record of the whole stands for them at
 * replay, so that history stays short.
 */
abstract class CompositeStep extends StepProcessor {

    CompositeStep(StepPlace place, Processor step) {
        super(place, step);
    }

    @Override
    final boolean process(Execution execution, Exchange exchange, Frame frame, AsyncCallback callback) {
        Visit visit = arrive(execution, exchange, frame);
        Optional<StepRecord> before = execution.recorded(visit);
        if (before.isPresent()) {
            boolean given = giveBack(execution, exchange, frame, before.get());
            if (given) {
                callback.done(true);
            }
            return given;
        }
        WholeStep whole = WholeStep.begin(execution, exchange, frame, visit, place.path());
        Object outer = enter(execution, exchange, frame, visit, whole);
        return runStep(exchange, sync -> {
            leave(exchange, outer);
            if (exchange.getException() != null) {
                execution.visitFailed(Frame.inside(frame, place.path()));
            }
            noteFailure(execution, exchange, frame, null);
            if (diverged(execution, exchange, visit)) {
                return;
            }
            whole.end(exchange);
            callback.done(sync);
        });
    }

    /** Tells the exchange where it is; gives what {@link #leave} needs to undo that. */
    abstract Object enter(Execution execution, Exchange exchange, Frame frame, Visit visit, WholeStep whole);

    /** Whether the replay left records behind inside, and the execution was stopped. */
    boolean diverged(Execution execution, Exchange exchange, Visit visit) {
        return false;
    }

    /** Takes back what {@link #enter} told the exchange. */
    abstract void leave(Exchange exchange, Object outer);
}
