/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.UnrecoverableException;
import dev.serai.workflow.value.ExchangeProperties;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.Route;
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.processor.PipelineHelper;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.ObjectHelper;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.cache.EmptyProducerCache;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recipients of a recipientList, routingSlip or dynamicRouter. Camel sends to them without a channel, so nothing
 * would wrap what they do. In an execution, this stands in for the expression that names them: it gives endpoints of
 * its own, each of which records what was sent.
 */
final class Recipients implements Expression {

    /** With this delimiter, Camel takes the whole text for one recipient. */
    private static final String NO_DELIMITER = "false";

    private static final String NO_CACHE = "-1";

    private static final Logger LOG = LoggerFactory.getLogger(Recipients.class);

    private final Written written;
    private final RecordedValue recorded;
    private final StepPlace recipient;
    private final ProducerCache producers;
    private final boolean always;
    private CamelContext context;
    private Expression names;

    /** @param always whether it gives endpoints of its own also where nothing is recorded */
    private Recipients(Written written, StepPlace place, ProducerCache producers, boolean always) {
        this.written = written;
        this.recorded = new RecordedValue(place.under("recipients"));
        this.recipient = place.under("recipient");
        this.producers = producers;
        this.always = always;
    }

    /**
     * What the user wrote.
     *
     * @param stable whether the expression gives the same when it is asked again
     * @param cacheSize how many producers are kept; null for Camel's own number, below 0 for none
     */
    private record Written(ExpressionDefinition names, String delimiter, boolean stable, String cacheSize) {}

    /**
     * Puts itself in the place of the expression of a step that names recipients.
     *
     * @param durable whether the route is a workflow or called by one
     */
    static void standIn(Route route, ExpressionNode step, StepPlace place, boolean durable) {
        ExpressionDefinition given = step.getExpression();
        // The steps of an intercept are one in the model and stand in every route of the file: each has its own place.
        Written written = given.getExpressionValue() instanceof Recipients elsewhere
                ? elsewhere.written
                : new Written(given, delimiter(step), Determinism.staysTheSame(step), cacheSize(step));
        ProducerCache producers = producers(route.getCamelContext(), step, written.cacheSize());
        ServiceHelper.startService(producers);
        route.addService(producers, true);
        boolean always = step instanceof RecipientListDefinition<?> list && keepsNothing(list, durable);
        step.setExpression(new ExpressionDefinition((Expression) new Recipients(written, place, producers, always)));
    }

    /**
     * For the recipients of a durable recipientList, the engine keeps the producers and Camel nothing. Camel would keep
     * an error handler with each of them, and stop the oldest when they are too many: also one that a copy is on its way
     * to, which then fails (seen in Camel 4.17).
     */
    private static boolean keepsNothing(RecipientListDefinition<?> list, boolean durable) {
        if (durable) {
            list.setCacheSize(NO_CACHE);
        }
        return NO_CACHE.equals(list.getCacheSize());
    }

    private static ProducerCache producers(CamelContext context, Object user, String cacheSize) {
        Integer size = cacheSize == null ? null : CamelContextHelper.parseInteger(context, cacheSize);
        if (size != null && size < 0) {
            return new EmptyProducerCache(user, context);
        }
        return new DefaultProducerCache(user, context, size == null ? 0 : size);
    }

    /** Whether a step names recipients by an expression. */
    static boolean areNamedBy(ProcessorDefinition<?> step) {
        return step instanceof RecipientListDefinition<?>
                || step instanceof RoutingSlipDefinition<?>
                || step instanceof DynamicRouterDefinition<?>;
    }

    /** The recipients that a step names as constants; empty when others can be known only when it runs. */
    static List<String> constants(ExpressionNode step) {
        ExpressionDefinition given = step.getExpression();
        ExpressionDefinition written =
                given.getExpressionValue() instanceof Recipients standIn ? standIn.written.names() : given;
        ExpressionDefinition language = written.getExpressionType() == null ? written : written.getExpressionType();
        if (!"constant".equals(language.getLanguage()) || language.getExpression() == null) {
            return List.of();
        }
        return Stream.of(language.getExpression().split(Pattern.quote(delimiter(step))))
                .map(String::trim)
                .toList();
    }

    private static String delimiter(ExpressionNode step) {
        String delimiter = step instanceof RecipientListDefinition<?> list
                ? list.getDelimiter()
                : step instanceof RoutingSlipDefinition<?> slip
                        ? slip.getUriDelimiter()
                        : ((DynamicRouterDefinition<?>) step).getUriDelimiter();
        return delimiter == null ? "," : delimiter;
    }

    private static String cacheSize(ExpressionNode step) {
        return step instanceof RecipientListDefinition<?> list
                ? list.getCacheSize()
                : step instanceof RoutingSlipDefinition<?> slip
                        ? slip.getCacheSize()
                        : ((DynamicRouterDefinition<?>) step).getCacheSize();
    }

    @Override
    public void init(CamelContext camelContext) {
        context = camelContext;
        names = written.names().createExpression(camelContext);
        names.init(camelContext);
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
        if (exchange.getProperty(ExchangeProperties.EXECUTION) == null) {
            return always ? cast(type, addresses(exchange)) : names.evaluate(exchange, type);
        }
        if (!PipelineHelper.continueProcessing(exchange, "asking for recipients", LOG)) {
            // Camel asks a dynamicRouter once more after a recipient failed that was asynchronous. A replay is not.
            return null;
        }
        Object addresses = written.stable() ? addresses(exchange) : recorded.of(exchange, this::addresses);
        return cast(type, (List<?>) addresses);
    }

    private <T> T cast(Class<T> type, List<?> addresses) {
        return addresses == null ? null : type.cast(endpoints(addresses));
    }

    /** The addresses as text, or null when the expression gives none. */
    private List<String> addresses(Exchange exchange) {
        Object value = names.evaluate(exchange, Object.class);
        if (value == null) {
            return null;
        }
        List<String> addresses = new ArrayList<>();
        Iterator<?> each = ObjectHelper.createIterator(
                value, written.delimiter().equals(NO_DELIMITER) ? null : written.delimiter());
        while (each.hasNext()) {
            addresses.add(address(exchange, each.next()));
        }
        return addresses;
    }

    private String address(Exchange exchange, Object named) {
        if (named instanceof Endpoint endpoint) {
            return endpoint.getEndpointUri();
        }
        String address = context.getTypeConverter().convertTo(String.class, exchange, named);
        return address == null ? null : address.trim();
    }

    private List<Object> endpoints(List<?> addresses) {
        List<Object> endpoints = new ArrayList<>(addresses.size());
        for (Object address : addresses) {
            endpoints.add(endpoint((String) address));
        }
        return endpoints;
    }

    /** An address without an endpoint is left to Camel, which fails by it or passes it over. */
    private Object endpoint(String address) {
        if (address == null) {
            return null;
        }
        String refusal = StepRefusals.handOver(address);
        if (refusal != null) {
            throw new UnrecoverableException("Step " + recipient.path() + ": " + refusal + ".");
        }
        try {
            return new RecipientEndpoint(context.getEndpoint(address), recipient, producers);
        } catch (NoSuchEndpointException | ResolveEndpointFailedException e) {
            return address;
        }
    }

    @Override
    public String toString() {
        return written.names().toString();
    }
}
