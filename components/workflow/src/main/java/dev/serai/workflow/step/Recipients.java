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
import org.apache.camel.model.DynamicRouterDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RecipientListDefinition;
import org.apache.camel.model.RoutingSlipDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.processor.PipelineHelper;
import org.apache.camel.support.ObjectHelper;
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

    private static final Logger LOG = LoggerFactory.getLogger(Recipients.class);

    private final ExpressionDefinition written;
    private final String delimiter;
    private final boolean stable;
    private final RecordedValue recorded;
    private final StepPlace recipient;
    private CamelContext context;
    private Expression names;

    private Recipients(ExpressionDefinition written, String delimiter, boolean stable, StepPlace place) {
        this.written = written;
        this.delimiter = delimiter;
        this.stable = stable;
        this.recorded = new RecordedValue(place.under("recipients"));
        this.recipient = place.under("recipient");
    }

    /** Puts itself in the place of the expression of a step that names recipients. */
    static void standIn(ExpressionNode step, StepPlace place) {
        ExpressionDefinition given = step.getExpression();
        // The steps of an intercept are one in the model and stand in every route of the file: each has its own place.
        Recipients standIn = given.getExpressionValue() instanceof Recipients elsewhere
                ? new Recipients(elsewhere.written, elsewhere.delimiter, elsewhere.stable, place)
                : new Recipients(given, delimiter(step), Determinism.staysTheSame(step), place);
        step.setExpression(new ExpressionDefinition((Expression) standIn));
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
                given.getExpressionValue() instanceof Recipients standIn ? standIn.written : given;
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

    @Override
    public void init(CamelContext camelContext) {
        context = camelContext;
        names = written.createExpression(camelContext);
        names.init(camelContext);
    }

    @Override
    public <T> T evaluate(Exchange exchange, Class<T> type) {
        if (exchange.getProperty(ExchangeProperties.EXECUTION) == null) {
            return names.evaluate(exchange, type);
        }
        if (!PipelineHelper.continueProcessing(exchange, "asking for recipients", LOG)) {
            // Camel asks a dynamicRouter once more after a recipient failed that was asynchronous. A replay is not.
            return null;
        }
        Object addresses = stable ? addresses(exchange) : recorded.of(exchange, this::addresses);
        return addresses == null ? null : type.cast(endpoints((List<?>) addresses));
    }

    /** The addresses as text, or null when the expression gives none. */
    private List<String> addresses(Exchange exchange) {
        Object value = names.evaluate(exchange, Object.class);
        if (value == null) {
            return null;
        }
        List<String> addresses = new ArrayList<>();
        Iterator<?> each = ObjectHelper.createIterator(value, delimiter.equals(NO_DELIMITER) ? null : delimiter);
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
            return new RecipientEndpoint(context.getEndpoint(address), recipient);
        } catch (NoSuchEndpointException | ResolveEndpointFailedException e) {
            return address;
        }
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
