/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.configuration.ScalarConverter;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.journal.StepWait;
import dev.serai.workflow.value.ExchangeProperties;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.DefaultAsyncProducer;

/** Suspends the execution until a time. The first arrival decides the time; a restart does not prolong it. */
final class SleepProducer extends DefaultAsyncProducer {

    private final String duration;
    private final String until;
    private Expression time;

    SleepProducer(WorkflowEndpoint endpoint) {
        super(endpoint);
        this.duration = endpoint.getSuspension().getDuration();
        this.until = endpoint.getSuspension().getUntil();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if ((duration == null) == (until == null)) {
            throw new IllegalArgumentException("workflow:sleep needs either 'duration' or 'until'. Write, for example,"
                    + " workflow:sleep?duration=12h or workflow:sleep?until=2026-12-24T18:00:00Z.");
        }
        time = getEndpoint()
                .getCamelContext()
                .resolveLanguage("simple")
                .createExpression(duration == null ? until : duration);
        time.init(getEndpoint().getCamelContext());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Execution execution = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
            if (execution == null) {
                throw new UnrecoverableException("workflow:sleep stands in a route that no workflow runs. Use it in a"
                        + " route that begins with workflow:NAME, or in one that such a route calls.");
            }
            String step = exchange.getProperty(ExchangeProperties.STEP, String.class);
            StepWait wait = new StepWait(
                    step, StepWait.Kind.TIMER, null, dueAt(execution, time.evaluate(exchange, String.class)));
            execution.await(exchange, wait, answer -> callback.done(false));
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private long dueAt(Execution execution, String text) {
        try {
            if (until != null) {
                return OffsetDateTime.parse(text).toInstant().toEpochMilli();
            }
            return execution.host().tables().clock().now()
                    + ((Duration) ScalarConverter.convert(text, Duration.class)).toMillis();
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new UnrecoverableException(
                    "workflow:sleep cannot read the time '" + text + "'. Expected "
                            + (until == null
                                    ? "a duration such as 90s, 12h or 30d."
                                    : "a time such as 2026-12-24T18:00:00Z."),
                    e);
        }
    }
}
