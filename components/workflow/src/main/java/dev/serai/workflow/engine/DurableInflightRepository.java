/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.value.ExchangeProperties;
import org.apache.camel.Exchange;
import org.apache.camel.impl.engine.DefaultInflightRepository;

/**
 * Leaves the exchanges of executions to the engine. Camel waits at a stop for all that it counts, and an execution that
 * was left in its tracks would never be counted down.
 */
public final class DurableInflightRepository extends DefaultInflightRepository {

    @Override
    public void add(Exchange exchange) {
        if (!isDurable(exchange)) {
            super.add(exchange);
        }
    }

    @Override
    public void remove(Exchange exchange) {
        if (!isDurable(exchange)) {
            super.remove(exchange);
        }
    }

    @Override
    public void add(Exchange exchange, String routeId) {
        if (!isDurable(exchange)) {
            super.add(exchange, routeId);
        }
    }

    @Override
    public void remove(Exchange exchange, String routeId) {
        if (!isDurable(exchange)) {
            super.remove(exchange, routeId);
        }
    }

    private static boolean isDurable(Exchange exchange) {
        return exchange.getProperty(ExchangeProperties.EXECUTION) != null;
    }
}
