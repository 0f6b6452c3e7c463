/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/** The least that a Camel component can be: its producer answers with the body, at once. */
final class InstantComponent extends DefaultComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new InstantProducer(this);
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                throw new UnsupportedOperationException("This component only answers; use it in 'to'.");
            }
        };
    }

    private static final class InstantProducer extends DefaultAsyncProducer {
        InstantProducer(Endpoint endpoint) {
            super(endpoint);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            exchange.getMessage().setBody(exchange.getMessage().getBody());
            callback.done(true);
            return true;
        }
    }
}
