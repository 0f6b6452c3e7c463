/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.sql;

import java.util.Collection;
import java.util.Map;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;

/** Calls endpoints as a route does: one exchange for each call, and whoever calls waits for its end. */
final class Producers {

    private final CamelContext context;

    Producers(CamelContext context) {
        this.context = context;
    }

    /**
     * An endpoint as a contender.
     *
     * @param message makes the message of each turn
     */
    Contender contender(String name, String uri, Request message) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return new Contender(name, turn -> {
            Exchange exchange = new DefaultExchange(context);
            message.fill(exchange.getMessage(), turn);
            producer.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            return rows(exchange.getMessage().getBody());
        });
    }

    private static int rows(Object body) {
        if (body instanceof Number changed) {
            return changed.intValue();
        }
        if (body instanceof Collection<?> rows) {
            return rows.size();
        }
        return body instanceof Map<?, ?> ? 1 : 0;
    }

    /** Makes a request of a message. */
    @FunctionalInterface
    interface Request {
        void fill(Message message, int turn);
    }
}
