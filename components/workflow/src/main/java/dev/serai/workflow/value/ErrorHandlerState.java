/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.ExchangePropertyKey;

/**
 * What Camel's error handlers have noted on an exchange. It outlives the failure, and decides whether the next one is
 * handled.
 *
 * @param exhausted no redelivery is left
 * @param failureHandled a failure was handed to {@code onException}
 * @param handled what {@code onException} said of it; null when it said nothing
 * @param inTry a {@code doTry} is taken to be around what comes next, so that no error handler is put around it. Camel
 *     forgets an outer one when an inner one ends
 */
record ErrorHandlerState(boolean exhausted, boolean failureHandled, Boolean handled, boolean inTry) {

    private static final int EXHAUSTED = 1;
    private static final int FAILURE_HANDLED = 2;
    private static final int HANDLED_IS_SET = 4;
    private static final int HANDLED = 8;
    private static final int IN_TRY = 16;

    static ErrorHandlerState of(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        return new ErrorHandlerState(
                extension.isRedeliveryExhausted(),
                extension.isFailureHandled(),
                extension.getErrorHandlerHandled(),
                exchange.getProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK, false, boolean.class));
    }

    static ErrorHandlerState decode(int bits) {
        return new ErrorHandlerState(
                (bits & EXHAUSTED) != 0,
                (bits & FAILURE_HANDLED) != 0,
                (bits & HANDLED_IS_SET) == 0 ? null : (bits & HANDLED) != 0,
                (bits & IN_TRY) != 0);
    }

    int encode() {
        return (exhausted ? EXHAUSTED : 0)
                + (failureHandled ? FAILURE_HANDLED : 0)
                + (handled == null ? 0 : HANDLED_IS_SET)
                + (Boolean.TRUE.equals(handled) ? HANDLED : 0)
                + (inTry ? IN_TRY : 0);
    }

    void applyTo(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        extension.setRedeliveryExhausted(exhausted);
        extension.setFailureHandled(failureHandled);
        extension.setErrorHandlerHandled(handled);
        if (inTry) {
            exchange.setProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK, true);
        } else {
            exchange.removeProperty(ExchangePropertyKey.TRY_ROUTE_BLOCK);
        }
    }
}
