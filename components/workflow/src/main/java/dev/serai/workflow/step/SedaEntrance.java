/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.List;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.support.DefaultEndpoint;

/** Stands for a {@code seda:} endpoint where an execution sends to it. It belongs to one step, and nothing finds it. */
final class SedaEntrance extends DefaultEndpoint {

    private final SedaEndpoint seda;

    SedaEntrance(SedaEndpoint seda) {
        super(seda.getEndpointUri(), seda.getComponent());
        this.seda = seda;
    }

    SedaEndpoint seda() {
        return seda;
    }

    /** The routes that take messages from it. Options in the address make other endpoints of the same queue. */
    List<Route> routes() {
        return getCamelContext().getRoutes().stream()
                .filter(route ->
                        route.getEndpoint() instanceof SedaEndpoint other && other.getQueue() == seda.getQueue())
                .toList();
    }

    @Override
    public Producer createProducer() {
        return new SedaHandOver(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("Routes consume " + seda + " itself.");
    }
}
