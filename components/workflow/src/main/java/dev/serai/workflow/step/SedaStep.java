/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.value.ExchangeProperties;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.processor.SendProcessor;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Around a send to {@code seda:}: what an execution sends is a child of it, which begins at the beginning of the route
 * behind. Any other exchange is sent as Camel does it.
 */
final class SedaStep extends DelegateAsyncProcessor {

    private final AsyncProcessor handOver;

    private SedaStep(SendProcessor send, AsyncProcessor handOver) {
        super((Processor) send);
        this.handOver = handOver;
    }

    /** Makes the step, if it sends to {@code seda:}; gives back what it got if not. */
    static Processor around(Processor step, ToDefinition definition) {
        if (!(step instanceof SendProcessor send)
                || !(send.getEndpoint() instanceof SedaEndpoint seda)
                || !seda.getEndpointUri().startsWith("seda:")) {
            return step;
        }
        // Camel's own processor, for what it does with patterns and variables around the producer.
        SendProcessor handOver = new SendProcessor(new SedaEntrance(seda), pattern(definition));
        handOver.setVariableSend(definition.getVariableSend());
        handOver.setVariableReceive(definition.getVariableReceive());
        return new SedaStep(send, handOver);
    }

    private static ExchangePattern pattern(ToDefinition definition) {
        return definition.getPattern() == null ? null : ExchangePattern.asEnum(definition.getPattern());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return exchange.getProperty(ExchangeProperties.EXECUTION) == null
                ? super.process(exchange, callback)
                : handOver.process(exchange, callback);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(handOver);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(handOver);
        super.doStop();
    }
}
