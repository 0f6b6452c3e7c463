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
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/** An endpoint that a step names as a recipient: what is sent to it is recorded as a step. */
final class RecipientEndpoint extends DefaultEndpoint {

    private final Endpoint target;
    private final StepPlace place;

    RecipientEndpoint(Endpoint target, StepPlace place) {
        super(target.getEndpointUri(), null);
        this.target = target;
        this.place = place;
        setCamelContext(target.getCamelContext());
    }

    @Override
    public AsyncProducer createAsyncProducer() throws Exception {
        return new RecipientProducer(this, target.createAsyncProducer(), place);
    }

    @Override
    public Producer createProducer() throws Exception {
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

    /** Sends as a recorded step does. */
    private static final class RecipientProducer extends DefaultAsyncProducer {

        private final AsyncProducer target;
        private final RecordedStep step;

        RecipientProducer(Endpoint endpoint, AsyncProducer target, StepPlace place) {
            super(endpoint);
            this.target = target;
            this.step = new RecordedStep(place, target, StepKind.CALL, Destination.of(target));
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            return step.process(exchange, callback);
        }

        @Override
        public boolean isSingleton() {
            return target.isSingleton();
        }

        @Override
        protected void doStart() throws Exception {
            ServiceHelper.startService(step);
        }

        @Override
        protected void doStop() throws Exception {
            ServiceHelper.stopService(step);
        }

        @Override
        protected void doShutdown() throws Exception {
            ServiceHelper.stopAndShutdownService(step);
        }
    }
}
