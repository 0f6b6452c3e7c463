/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.configuration.ScalarConverter;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.journal.StepWait;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;

/** Suspends the execution until a time. The first arrival decides the time; a restart does not prolong it. */
final class SleepProducer extends WaitingProducer {

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
        time = simple(duration == null ? until : duration);
    }

    @Override
    StepWait waitFor(Exchange exchange, String step) {
        return new StepWait(step, StepWait.Kind.TIMER, null, dueAt(exchange, time.evaluate(exchange, String.class)));
    }

    @Override
    void over(Exchange exchange, StepWait.Answer answer) {
        // The message stays as it was.
    }

    private long dueAt(Exchange exchange, String text) {
        try {
            if (until != null) {
                return OffsetDateTime.parse(text).toInstant().toEpochMilli();
            }
            return WorkflowEngine.of(exchange.getContext()).tables().clock().now()
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
