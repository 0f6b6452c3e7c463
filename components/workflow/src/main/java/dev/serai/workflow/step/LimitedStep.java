/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.StepTimedOutException;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.execution.TimeLimit;
import dev.serai.workflow.value.ExchangeProperties;
import dev.serai.workflow.value.ExchangeSnapshot;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * One visit of a step that may take only so long. The step runs on a copy of its exchange and on a thread of its own, so
 * that one which blocks holds up nobody, and one which ends late changes nothing.
 */
final class LimitedStep implements TimeLimit {

    private final Execution execution;
    private final String step;
    private final Duration limit;
    private final Exchange exchange;
    private final ExchangeSnapshot before;
    private final Frame inner;
    private final Runnable ended;
    private State state = State.RUNNING;

    /**
     * @param before what the exchange holds before the step
     * @param inner the frame of a step that may call another route; null for any other
     * @param ended called when the exchange shows how the step ended
     */
    LimitedStep(
            Execution execution,
            String step,
            Duration limit,
            Exchange exchange,
            ExchangeSnapshot before,
            Frame inner,
            Runnable ended) {
        this.execution = execution;
        this.step = step;
        this.limit = limit;
        this.exchange = exchange;
        this.before = before;
        this.inner = inner;
        this.ended = ended;
    }

    void run(AsyncProcessor processor) {
        Exchange copy = ExchangeHelper.createCopy(exchange, true);
        copy.setProperty(ExchangeProperties.TIME_LIMIT, this);
        Future<?> timer = execution.host().later(limit, this::giveUp);
        execution
                .host()
                .limitedSteps()
                .execute(() -> processor.process(copy, sync -> {
                    timer.cancel(false);
                    if (finish()) {
                        copyBack(copy);
                        ended.run();
                    }
                }));
    }

    private void copyBack(Exchange copy) {
        copy.removeProperty(ExchangeProperties.TIME_LIMIT);
        exchange.getProperties().keySet().retainAll(copy.getProperties().keySet());
        if (exchange.hasVariables()) {
            exchange.getVariables().keySet().retainAll(copy.getVariables().keySet());
        }
        ExchangeHelper.copyResultsPreservePattern(exchange, copy);
    }

    private synchronized boolean finish() {
        if (state == State.TIMED_OUT) {
            return false;
        }
        state = State.ENDED;
        return true;
    }

    private void giveUp() {
        if (!timeOut()) {
            return;
        }
        before.separate(exchange);
        exchange.setException(StepTimedOutException.of(exchange, step, limit));
        ended.run();
    }

    private synchronized boolean timeOut() {
        // The steps of a called route have limits of their own.
        if (state != State.RUNNING || (inner != null && !inner.close())) {
            return false;
        }
        state = State.TIMED_OUT;
        return true;
    }

    @Override
    public synchronized boolean lift() {
        if (state == State.TIMED_OUT) {
            return false;
        }
        state = State.UNLIMITED;
        return true;
    }

    private enum State {
        RUNNING,
        UNLIMITED,
        ENDED,
        TIMED_OUT
    }
}
