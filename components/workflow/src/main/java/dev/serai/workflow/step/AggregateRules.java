/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.journal.ExecutionRecord;
import java.util.function.Supplier;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.support.ExchangeHelper;

/**
 * How a message is aggregated and when a group is complete. The rules and their order are those of Camel's aggregate
 * processor, from which the options, expressions and the strategy come; only where groups lie is not its affair here.
 */
final class AggregateRules {

    private final AggregateProcessor options;
    private final AggregationStrategy strategy;

    AggregateRules(AggregateProcessor options) {
        this.options = options;
        this.strategy = options.getAggregationStrategy();
    }

    /** The correlation of a message; null or empty when it has none. */
    String correlation(Exchange exchange) {
        return options.getCorrelationExpression().evaluate(exchange, String.class);
    }

    boolean ignoresMessagesWithoutCorrelation() {
        return options.isIgnoreInvalidCorrelationKeys();
    }

    /** Whether the first message of a group completes all others. */
    boolean newGroupCompletesOthers() {
        return options.isCompletionOnNewCorrelationGroup();
    }

    /**
     * Aggregates one message.
     *
     * @param old the group so far; null for a new one
     * @param now in milliseconds since 1970
     * @throws CamelExchangeException when the strategy fails
     */
    Aggregation aggregate(Exchange old, Exchange incoming, String correlation, long now) throws CamelExchangeException {
        ExchangeHelper.prepareAggregation(old, incoming);
        Exchange before = null;
        Exchange group = old;
        if (old != null && strategy.canPreComplete() && preCompletes(old, incoming, correlation)) {
            before = complete(old, AggregateProcessor.COMPLETED_BY_STRATEGY, correlation);
            group = null;
        }
        int size = group == null ? 1 : group.getProperty(ExchangePropertyKey.AGGREGATED_SIZE, 0, Integer.class) + 1;
        boolean eager = options.isEagerCheckCompletion() && !strategy.canPreComplete();
        String completedBy = eager ? with(incoming, size, correlation, () -> completedBy(incoming)) : null;
        long dueAt = dueAt(incoming, now);
        Exchange answer;
        try {
            answer = strategy.aggregate(group, incoming);
        } catch (RuntimeException e) {
            if (options.isDiscardOnAggregationFailure()) {
                return new Aggregation(before, null, 0);
            }
            throw new CamelExchangeException("The aggregation failed", incoming, e);
        }
        if (answer == null) {
            throw new CamelExchangeException(
                    "The aggregation strategy " + strategy + " gave null, which is not allowed", incoming);
        }
        answer.setProperty(ExchangePropertyKey.AGGREGATED_SIZE, size);
        if (!eager && !strategy.canPreComplete()) {
            completedBy = completedBy(answer);
        }
        return completedBy == null
                ? new Aggregation(before, answer, dueAt)
                : new Aggregation(complete(answer, completedBy, correlation), null, 0);
    }

    private boolean preCompletes(Exchange old, Exchange incoming, String correlation) {
        int size = old.getProperty(ExchangePropertyKey.AGGREGATED_SIZE, 0, Integer.class) + 1;
        return with(incoming, size, correlation, () -> strategy.preComplete(old, incoming));
    }

    /** Decides with the group's size and correlation in the incoming message's properties. */
    private static <T> T with(Exchange incoming, int size, String correlation, Supplier<T> decision) {
        incoming.setProperty(ExchangePropertyKey.AGGREGATED_SIZE, size);
        incoming.setProperty(ExchangePropertyKey.AGGREGATED_CORRELATION_KEY, correlation);
        T decided = decision.get();
        incoming.removeProperty(ExchangePropertyKey.AGGREGATED_SIZE);
        incoming.removeProperty(ExchangePropertyKey.AGGREGATED_CORRELATION_KEY);
        return decided;
    }

    private String completedBy(Exchange exchange) {
        if (Boolean.TRUE.equals(exchange.removeProperty(ExchangePropertyKey.AGGREGATION_COMPLETE_CURRENT_GROUP))) {
            return AggregateProcessor.COMPLETED_BY_STRATEGY;
        }
        if (options.getCompletionPredicate() != null
                && options.getCompletionPredicate().matches(exchange)) {
            return AggregateProcessor.COMPLETED_BY_PREDICATE;
        }
        int size = exchange.getProperty(ExchangePropertyKey.AGGREGATED_SIZE, 1, Integer.class);
        int wanted = completionSize(exchange);
        return wanted > 0 && size >= wanted ? AggregateProcessor.COMPLETED_BY_SIZE : null;
    }

    private int completionSize(Exchange exchange) {
        Integer computed = options.getCompletionSizeExpression() == null
                ? null
                : options.getCompletionSizeExpression().evaluate(exchange, Integer.class);
        return computed != null && computed > 0 ? computed : options.getCompletionSize();
    }

    /** When a group is complete by itself unless more comes; intervals end at the same time for all groups. */
    private long dueAt(Exchange incoming, long now) {
        if (options.getCompletionInterval() > 0) {
            return (now / options.getCompletionInterval() + 1) * options.getCompletionInterval();
        }
        Long computed = options.getCompletionTimeoutExpression() == null
                ? null
                : options.getCompletionTimeoutExpression().evaluate(incoming, Long.class);
        long timeout = computed != null && computed > 0 ? computed : options.getCompletionTimeout();
        return timeout > 0 ? now + timeout : ExecutionRecord.NEVER;
    }

    /** Makes a complete group what goes on. */
    Exchange complete(Exchange group, String completedBy, String correlation) {
        group.setProperty(ExchangePropertyKey.AGGREGATED_CORRELATION_KEY, correlation);
        group.setProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY, completedBy);
        strategy.onCompletion(group);
        return group;
    }

    /** Makes a group whose time has come what goes on; null when it is discarded. */
    Exchange completeByItself(Exchange group, String correlation) {
        if (options.getCompletionInterval() > 0) {
            return complete(group, AggregateProcessor.COMPLETED_BY_INTERVAL, correlation);
        }
        group.setProperty(ExchangePropertyKey.AGGREGATED_CORRELATION_KEY, correlation);
        group.setProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY, AggregateProcessor.COMPLETED_BY_TIMEOUT);
        strategy.timeout(group, -1, -1, options.getCompletionTimeout() > 0 ? options.getCompletionTimeout() : -1);
        return options.isDiscardOnCompletionTimeout()
                ? null
                : complete(group, AggregateProcessor.COMPLETED_BY_TIMEOUT, correlation);
    }

    /**
     * What became of a group.
     *
     * @param complete what goes on; null when nothing does
     * @param open what more messages are added to; null when nothing is
     * @param dueAt when what is open is complete by itself, in milliseconds since 1970
     */
    record Aggregation(Exchange complete, Exchange open, long dueAt) {}
}
