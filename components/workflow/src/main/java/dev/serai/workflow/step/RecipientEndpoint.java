/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.Objects;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint that a step names as a recipient: what is sent to it is recorded as a step. */
final class RecipientEndpoint extends DefaultEndpoint {

    private final Endpoint target;
    private final StepPlace place;
    private final ProducerCache producers;

    /** @param producers those of the targets */
    RecipientEndpoint(Endpoint target, StepPlace place, ProducerCache producers) {
        super(target.getEndpointUri(), null);
        this.target = target;
        this.place = place;
        this.producers = producers;
        setCamelContext(target.getCamelContext());
    }

    @Override
    public AsyncProducer createAsyncProducer() {
        return new RecipientProducer(this, producers.acquireProducer(target));
    }

    @Override
    public boolean isSingletonProducer() {
        return target.isSingletonProducer();
    }

    @Override
    public Producer createProducer() {
        return createAsyncProducer();
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("A recipient is sent to; nothing comes from it.");
    }

    @Override
    public ExchangePattern getExchangePattern() {
        return target instanceof DefaultEndpoint usual ? usual.getExchangePattern() : super.getExchangePattern();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecipientEndpoint that && target.equals(that.target) && place.equals(that.place);
    }

    @Override
    public int hashCode() {
        return Objects.hash(target, place);
    }

    /** Sends as a recorded step does, by a producer that it gives back when it is stopped. */
    private static final class RecipientProducer extends DefaultAsyncProducer {

        private final RecipientEndpoint endpoint;
        private final AsyncProducer target;
        private final RecordedStep step;

        RecipientProducer(RecipientEndpoint endpoint, AsyncProducer target) {
            super(endpoint);
            this.endpoint = endpoint;
            this.target = target;
            this.step = new RecordedStep(endpoint.place, target, StepKind.CALL, Destination.of(target));
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return step.process(exchange, callback);
        }

        /** Camel would keep one that it meets while routes start as a service of the context. */
        @Override
        public boolean isSingleton() {
            return false;
        }

        @Override
        protected void doStop() {
            endpoint.producers.releaseProducer(endpoint.target, target);
        }
    }
}
