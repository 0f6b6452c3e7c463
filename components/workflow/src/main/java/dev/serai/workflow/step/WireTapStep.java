/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.connector.camel.ConnectorExchangeProperties;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.value.ExchangeProperties;
import dev.serai.workflow.value.MessageState;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.EndpointProducerBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.processor.WireTapProcessor;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Around a wire tap: what an execution taps is a child of it, which sends the message on. Any other exchange is tapped as
 * Camel does it.
 */
final class WireTapStep extends DelegateAsyncProcessor {

    private final String entry;
    private final WireTapProcessor tap;
    private final AsyncProcessor send;

    private WireTapStep(String entry, WireTapProcessor tap, AsyncProcessor send) {
        super((Processor) tap);
        this.entry = entry;
        this.tap = tap;
        this.send = send;
    }

    /** Makes the step, and the entry of the messages that it taps. */
    static WireTapStep around(
            WireTapProcessor tap, WireTapDefinition<?> definition, Route route, StepPaths paths, Entries entries)
            throws Exception {
        StepPlace place = paths.of(definition);
        ProcessorDefinition<?> sending = sending(definition);
        paths.add(place, sending);
        AsyncProcessor send = EntryReifier.steps(route, sending);
        entries.add(route, place.path(), new Entry(send));
        return new WireTapStep(place.path(), tap, send);
    }

    /** The step that the child begins with: a send as the tap would do it. */
    static ProcessorDefinition<?> sending(WireTapDefinition<?> tap) {
        EndpointProducerBuilder builder = tap.getEndpointProducerBuilder();
        String uri = builder == null ? tap.getUri() : builder.getRawUri();
        boolean computed = !"false".equals(tap.getDynamicUri()) && LanguageSupport.hasSimpleFunction(uri);
        boolean mayBeInvalid =
                tap.getIgnoreInvalidEndpoint() != null && !"false".equals(tap.getIgnoreInvalidEndpoint());
        ProcessorDefinition<?> send = computed || mayBeInvalid ? sendingTo(tap, computed) : sendingTo(tap, uri);
        send.setLineNumber(tap.getLineNumber());
        send.setLocation(tap.getLocation());
        return send;
    }

    private static ToDefinition sendingTo(WireTapDefinition<?> tap, String uri) {
        ToDefinition send = new ToDefinition(uri);
        send.setVariableSend(tap.getVariableSend());
        send.setPattern(ExchangePattern.InOnly.name());
        return send;
    }

    private static ToDynamicDefinition sendingTo(WireTapDefinition<?> tap, boolean computed) {
        ToDynamicDefinition send =
                new ToDynamicDefinition(computed ? tap.getUri() : "language:constant:" + tap.getUri());
        send.setEndpointProducerBuilder(tap.getEndpointProducerBuilder());
        send.setVariableSend(tap.getVariableSend());
        send.setPattern(ExchangePattern.InOnly.name());
        send.setCacheSize(tap.getCacheSize());
        send.setIgnoreInvalidEndpoint(tap.getIgnoreInvalidEndpoint());
        send.setAllowOptimisedComponents(tap.getAllowOptimisedComponents());
        send.setAutoStartComponents(tap.getAutoStartComponents());
        return send;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Execution execution = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
        if (execution == null) {
            return super.process(exchange, callback);
        }
        try {
            byte[] tapped = MessageState.encode(execution.host().values(), tapped(exchange));
            String key = exchange.getProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY, String.class);
            execution.startChild(entry, tapped, key, child -> callback.done(false));
            return false;
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    /** What Camel would send: a copy, or an empty exchange, after the tap's own preparation. */
    private Exchange tapped(Exchange exchange) throws Exception {
        Exchange tapped = tap.isCopy()
                ? ExchangeHelper.createCorrelatedCopy(exchange, false)
                : new DefaultExchange(exchange.getContext(), ExchangePattern.InOnly);
        if (tapped.getMessage().getBody() instanceof StreamCache stream) {
            StreamCache copy = stream.copy(tapped);
            tapped.getMessage().setBody(copy == null ? stream : copy);
        }
        if (tap.getOnPrepare() != null) {
            tap.getOnPrepare().process(tapped);
        }
        return tapped;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(send);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(send);
        super.doStop();
    }
}
