/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.connector.camel.ConnectorEndpoint;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Processor;
import org.apache.camel.model.KameletDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.processor.Enricher;
import org.apache.camel.processor.SendDynamicProcessor;

/**
 * What a step sends its exchange to.
 *
 * @param endpoint null when it is known only while the step runs, or when the step sends nothing
 * @param expression names the endpoint while the step runs; null when none does
 * @param kamelet the steps of a kamelet, which has no endpoint here
 */
record Destination(Endpoint endpoint, Expression expression, boolean kamelet) {

    static final Destination NONE = new Destination(null, null, false);

    private static final Destination KAMELET = new Destination(null, null, true);

    /** The destination of a step of a route. */
    static Destination of(ProcessorDefinition<?> definition, Processor step) {
        return definition instanceof KameletDefinition ? KAMELET : of(step);
    }

    /** The destination of a processor of Camel's. */
    static Destination of(Processor step) {
        if (step instanceof EndpointAware aware) {
            return new Destination(aware.getEndpoint(), null, false);
        }
        if (step instanceof SendDynamicProcessor dynamic) {
            return new Destination(null, dynamic.getExpression(), false);
        }
        return step instanceof Enricher enricher ? new Destination(null, enricher.getExpression(), false) : NONE;
    }

    /** What of the message is secret, as far as it is known before the step runs. */
    Set<String> secrets() {
        return endpoint instanceof ConnectorEndpoint connector ? StepSecrets.of(connector.specification()) : Set.of();
    }

    /** Whether the step sends to an endpoint that only its expression tells. */
    boolean isDynamic() {
        return expression != null;
    }

    /** Whether it is known before the step runs that the steps of another route do all there is to do. */
    boolean isKnownRoute() {
        return kamelet || (endpoint != null && isRoute(endpoint.getEndpointUri()));
    }

    /** Whether the steps of another route do all there is to do, for this exchange. */
    boolean isRoute(Exchange exchange) {
        return !isDynamic()
                ? isKnownRoute()
                : named(exchange).filter(Destination::isRoute).isPresent();
    }

    /** The address that the expression names; empty when it fails, as the step will then do too. */
    private Optional<String> named(Exchange exchange) {
        try {
            Object name = expression.evaluate(exchange, Object.class);
            if (name instanceof Endpoint known) {
                return Optional.of(known.getEndpointUri());
            }
            String address = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, name);
            return address == null
                    ? Optional.empty()
                    : Optional.of(exchange.getContext().resolvePropertyPlaceholders(address.trim()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isRoute(String uri) {
        return uri.startsWith("direct:") || uri.startsWith("kamelet:");
    }
}
