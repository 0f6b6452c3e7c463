/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.Route;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceHelper;

/** The beginning of a route, for what its consumer would have taken. The route owns its processor, and starts it. */
final class RouteBeginning extends AsyncProcessorSupport {

    private final Route route;

    RouteBeginning(Route route) {
        this.route = route;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        extension.setFromEndpoint(route.getEndpoint());
        extension.setFromRouteId(route.getRouteId());
        startSteps();
        return AsyncProcessorConverterHelper.convert(route.getProcessor()).process(exchange, callback);
    }

    /**
     * Each further consumer of a queue with multiple consumers stops the steps of those before it, and Camel starts them
     * only when the first message passes through the queue, which none of an execution does.
     */
    private void startSteps() {
        boolean runs = route.getCamelContext()
                .getRouteController()
                .getRouteStatus(route.getRouteId())
                .isStarted();
        if (runs && !ServiceHelper.isStarted(route.getProcessor())) {
            ServiceHelper.startService(route.getProcessor());
        }
    }
}
