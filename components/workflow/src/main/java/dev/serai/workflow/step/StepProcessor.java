/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.execution.Visit;
import dev.serai.workflow.journal.StepRecord;
import dev.serai.workflow.value.ExchangeProperties;
import dev.serai.workflow.value.UnrecordableValueException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Stands around one step of a route. Only exchanges of executions are looked at; any other passes through.
 *
 * <p>It sits inside the route's error handler, so each redelivery is a visit of its own.
 */
abstract class StepProcessor extends DelegateAsyncProcessor {

    /** Told from a delay of the route's own, which is never negative. */
    private static final Long NO_DELAY = -1L;

    final StepPlace place;

    StepProcessor(StepPlace place, Processor step) {
        super(step);
        this.place = place;
    }

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        Execution execution = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
        if (execution == null) {
            return super.process(exchange, callback);
        }
        execution.moved();
        forgetSkippedDelay(execution, exchange);
        Frame frame = Frame.of(exchange);
        AsyncCallback kept = frame == null ? null : frame.keptEnd(callback);
        if (kept == null) {
            return process(exchange, execution, frame, callback);
        }
        boolean unused = process(exchange, execution, frame, kept);
        return false;
    }

    private boolean process(Exchange exchange, Execution execution, Frame frame, AsyncCallback callback) {
        if (frame != null && frame.isClosed()) {
            // The time of the calling step was over before it came here.
            return false;
        }
        if (frame != null && frame.enter()) {
            execution.endStep();
        }
        if (execution.turnsAway()) {
            return false;
        }
        if (execution.isOver()) {
            return super.process(exchange, callback);
        }
        return process(execution, exchange, frame, callback);
    }

    /** Processes an exchange of an execution that goes on. */
    abstract boolean process(Execution execution, Exchange exchange, Frame frame, AsyncCallback callback);

    /** Runs the step itself. */
    final boolean runStep(Exchange exchange, AsyncCallback callback) {
        return super.process(exchange, callback);
    }

    /** Counts an arrival, and puts in what people changed before the step. */
    final Visit arrive(Execution execution, Exchange exchange, Frame frame) {
        boolean redelivered = place.redeliverable()
                && Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED));
        Visit visit = execution.arrive(Frame.inside(frame, place.path()), redelivered);
        execution.edits().before(visit, exchange);
        return visit;
    }

    /** Gives back what was recorded; false when it cannot, and the execution was stopped. */
    final boolean giveBack(Execution execution, Exchange exchange, Frame frame, StepRecord record) {
        try {
            RecordedChange.giveBack(execution, exchange, record);
        } catch (UnrecordableValueException e) {
            execution.stop(e);
            return false;
        }
        if (record.cover() != null) {
            execution.restoreVisits(
                    Frame.inside(frame, place.path()), record.cover().visits());
        }
        if (record.failed()) {
            execution.visitFailed(Frame.inside(frame, place.path()));
            noteFailure(execution, exchange, frame, record.step());
        }
        execution.edits().after(record.step(), exchange);
        return true;
    }

    /** What stays the same when the visit is repeated. */
    final String identity(Execution execution, Frame frame, Visit visit) {
        return Frame.identityInside(frame, place.path())
                + Frame.VISIT
                + visit.first()
                + execution.edits().mark(visit);
    }

    static void restore(Exchange exchange, Frame frame) {
        if (frame == null) {
            exchange.removeProperty(ExchangeProperties.FRAME);
        } else {
            exchange.setProperty(ExchangeProperties.FRAME, frame);
        }
    }

    /** Remembers where a failure first showed, so that a further attempt goes on there. */
    final void noteFailure(Execution execution, Exchange exchange, Frame frame, String stepKey) {
        Exception failure = exchange.getException();
        if (failure != null) {
            Throwable caught = place.handlesFailure()
                    ? exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class)
                    : null;
            String branch = Frame.branchKey(frame);
            execution.journal().failed(failure, stepKey, branch, caught);
            if (place.redeliverable() && execution.journal().hasUnread(branch)) {
                skipRedeliveryDelay(execution, exchange);
            }
        }
    }

    /**
     * What follows the failure is recorded, so the wait before it is over. Camel's error handler asks this header first;
     * a redelivery begins with the headers from before the step, and any other way leads to a step that removes it.
     */
    private static void skipRedeliveryDelay(Execution execution, Exchange exchange) {
        if (exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY) == null) {
            exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, NO_DELAY);
            execution.skippedDelay();
        }
    }

    static void forgetSkippedDelay(Execution execution, Exchange exchange) {
        if (execution.hasSkippedDelays()
                && NO_DELAY.equals(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY))) {
            exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        }
    }
}
