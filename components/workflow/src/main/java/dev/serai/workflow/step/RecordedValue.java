/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.ExecutionLeftException;
import dev.serai.workflow.value.ExchangeProperties;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;

/**
 * A value that a step finds out on its way and that may differ each time, so it is recorded beside the step. It is read
 * and recorded without a wait.
 */
final class RecordedValue {

    /** Carries the value into the record and out of it. */
    private static final String VALUE = "CamelSeraiValue";

    private final RecordedStep step;

    /** @param place of the value, under its step's */
    RecordedValue(StepPlace place) {
        this.step = new RecordedStep(place, RecordedValue::findOut, StepKind.VALUE, Destination.NONE);
    }

    /**
     * Gives back what is recorded for this visit; finds it out and records it when nothing is.
     *
     * @param source finds the value out, which must be recordable; what it changes in the exchange is recorded too
     * @throws ExecutionLeftException when the execution was left: the line must come to nothing
     */
    Object of(Exchange exchange, Function<Exchange, Object> source) {
        exchange.setProperty(ExchangeProperties.SOURCE, source);
        boolean goesOn = step.process(exchange, done -> {});
        exchange.removeProperty(ExchangeProperties.SOURCE);
        if (!goesOn) {
            throw new ExecutionLeftException();
        }
        Exception failure = exchange.getException();
        if (failure != null) {
            exchange.setException(null);
            throw RuntimeCamelException.wrapRuntimeException(failure);
        }
        return exchange.removeProperty(VALUE);
    }

    @SuppressWarnings("unchecked")
    private static void findOut(Exchange exchange) {
        Function<Exchange, Object> source =
                (Function<Exchange, Object>) exchange.getProperty(ExchangeProperties.SOURCE);
        exchange.setProperty(VALUE, source.apply(exchange));
    }
}
