/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.connector.camel.ConnectorExchangeProperties;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.value.ExchangeProperties;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Around an aggregate: what an execution sends to it is added to a group in the store, and a complete group is an
 * execution of its own, which begins at the steps of the aggregate. Any other exchange is aggregated as Camel does it.
 */
final class AggregateStep extends DelegateAsyncProcessor {

    private final AggregateRules rules;
    private final AggregateGroups groups;

    private AggregateStep(AggregateProcessor aggregate, AggregateRules rules, AggregateGroups groups) {
        super((Processor) aggregate);
        this.rules = rules;
        this.groups = groups;
    }

    /** Makes the step, and the entry of the groups that it completes. */
    static AggregateStep around(AggregateProcessor aggregate, Route route, String path, Entries entries) {
        AggregateRules rules = new AggregateRules(aggregate);
        AggregateGroups groups = new AggregateGroups(route.getCamelContext(), rules, path);
        AsyncProcessor output =
                AsyncProcessorConverterHelper.convert(aggregate.next().get(0));
        entries.add(route, path, new Entry(output, groups));
        return new AggregateStep(aggregate, rules, groups);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Execution execution = exchange.getProperty(ExchangeProperties.EXECUTION, Execution.class);
        if (execution == null) {
            return super.process(exchange, callback);
        }
        try {
            process(execution, exchange, failure -> {
                if (failure != null) {
                    exchange.setException(failure);
                }
                callback.done(false);
            });
            return false;
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private void process(Execution execution, Exchange exchange, Consumer<Exception> done) throws Exception {
        if (asks(exchange, Exchange.AGGREGATION_COMPLETE_ALL_GROUPS)) {
            groups.completeAll(execution, done);
            return;
        }
        boolean inclusive = asks(exchange, Exchange.AGGREGATION_COMPLETE_ALL_GROUPS_INCLUSIVE);
        String correlation = rules.correlation(exchange);
        if (correlation == null || correlation.isEmpty()) {
            done.accept(
                    rules.ignoresMessagesWithoutCorrelation()
                            ? null
                            : new CamelExchangeException("The message has no correlation key", exchange));
            return;
        }
        if (rules.newGroupCompletesOthers() && !groups.isOpen(execution, correlation)) {
            groups.completeAll(execution, failure -> {
                if (failure == null) {
                    contribute(execution, exchange, correlation, inclusive, done);
                } else {
                    done.accept(failure);
                }
            });
        } else {
            contribute(execution, exchange, correlation, inclusive, done);
        }
    }

    private void contribute(
            Execution execution, Exchange exchange, String correlation, boolean inclusive, Consumer<Exception> done) {
        String key = exchange.getProperty(ConnectorExchangeProperties.STEP_IDEMPOTENCY_KEY, String.class);
        groups.contribute(execution, exchange, correlation, key, failure -> {
            if (failure == null && inclusive) {
                groups.completeAll(execution, done);
            } else {
                done.accept(failure);
            }
        });
    }

    /** Whether a message asks for something by a header or property, which is taken off it. */
    private static boolean asks(Exchange exchange, String name) {
        boolean asked = exchange.getMessage().getHeader(name, false, boolean.class)
                || exchange.getProperty(name, false, boolean.class);
        exchange.getMessage().removeHeader(name);
        exchange.removeProperty(name);
        return asked;
    }
}
