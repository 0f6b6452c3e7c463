/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.journal.StepWait;
import dev.serai.workflow.value.ExchangeProperties;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * The wait of a {@code delay}. A short one holds the execution in memory, but no thread; a longer one suspends it. For an
 * exchange of no execution it is Camel's.
 */
final class DurableDelay extends DelegateAsyncProcessor {

    /** A suspension costs a commit and a replay, which is too much for a short wait; a longer one would hold a place. */
    private static final long SUSPENDS_FROM_MILLIS = 1_000;

    private final Expression millis;

    DurableDelay(CamelContext context, ExpressionDefinition written, Processor delay) {
        super(delay);
        this.millis = written.createExpression(context);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Execution execution = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
        if (execution == null) {
            return super.process(exchange, callback);
        }
        try {
            Long computed = millis.evaluate(exchange, Long.class);
            long delay = computed == null ? 0 : computed;
            if (delay <= 0) {
                callback.done(true);
                return true;
            }
            if (delay < SUSPENDS_FROM_MILLIS) {
                Future<?> unused = execution.host().later(Duration.ofMillis(delay), () -> callback.done(false));
            } else {
                String step = exchange.getProperty(ExchangeProperties.STEP, String.class);
                long dueAt = execution.host().tables().clock().now() + delay;
                execution.await(
                        exchange, new StepWait(step, StepWait.Kind.TIMER, null, dueAt), answer -> callback.done(false));
            }
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }
}
