/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeTimedOutException;

/** Why a step failed that had not ended when its {@code stepTimeout} was over. */
public class StepTimedOutException extends ExchangeTimedOutException {

    private final String message;

    /**
     * @param exchange may be null
     * @param timeout in milliseconds
     */
    public StepTimedOutException(Exchange exchange, long timeout, String message) {
        super(exchange, timeout);
        this.message = message;
    }

    /** The failure of a step that had not ended after a time. */
    public static StepTimedOutException of(Exchange exchange, String step, Duration limit) {
        return new StepTimedOutException(
                exchange,
                limit.toMillis(),
                "Step " + step + " had not ended after " + limit.toMillis()
                        + " ms, the stepTimeout of its workflow. What it does later changes nothing in the execution.");
    }

    @Override
    public String getMessage() {
        return message;
    }
}
