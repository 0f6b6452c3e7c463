/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DeadLetterChannelDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.camel.model.errorhandler.RefErrorHandlerDefinition;

/** Judges what happens when a step fails: redeliveries, and the code that may come with them. */
final class ErrorHandlerRules {

    private static final String REDELIVERY =
            "between redeliveries its thread sleeps; asyncDelayedRedelivery: true would leave it free";

    private final ErrorHandlerFactory ofTheContext;
    private final EndpointRules endpoints;

    /** @param ofTheContext what routes have that say nothing; null for Camel's own */
    ErrorHandlerRules(ErrorHandlerFactory ofTheContext, EndpointRules endpoints) {
        this.ofTheContext = ofTheContext;
        this.endpoints = endpoints;
    }

    /** Why it may block; empty when it is known not to. */
    Optional<String> mayBlock(ErrorHandlerFactory factory) {
        if (factory == null || factory instanceof NoErrorHandlerDefinition) {
            return Optional.empty();
        }
        if (factory instanceof RefErrorHandlerDefinition reference) {
            return reference.getRef().equals(RefErrorHandlerDefinition.DEFAULT_ERROR_HANDLER_BUILDER)
                    ? mayBlock(ofTheContext)
                    : Optional.of("the error handler is a bean");
        }
        // Of exactly these classes; the handlers of transactions are others.
        if (factory.getClass() != DefaultErrorHandlerDefinition.class
                && factory.getClass() != DeadLetterChannelDefinition.class) {
            return Optional.of("the error handler is not one of Camel's usual ones");
        }
        DefaultErrorHandlerDefinition handler = (DefaultErrorHandlerDefinition) factory;
        if (namesCode(handler)) {
            return Optional.of("the error handler calls Java code");
        }
        if (handler.getRedeliveryPolicyRef() != null || sleeps(handler.getRedeliveryPolicy())) {
            return Optional.of(REDELIVERY);
        }
        return handler instanceof DeadLetterChannelDefinition channel
                ? endpoints.mayBlock(channel.getDeadLetterUri())
                : Optional.empty();
    }

    private static boolean namesCode(DefaultErrorHandlerDefinition handler) {
        return Stream.of(
                        handler.getOnRedeliveryRef(),
                        handler.getOnRedeliveryProcessor(),
                        handler.getOnPrepareFailureRef(),
                        handler.getOnPrepareFailureProcessor(),
                        handler.getOnExceptionOccurredRef(),
                        handler.getOnExceptionOccurredProcessor(),
                        handler.getRetryWhileRef(),
                        handler.getRetryWhilePredicate(),
                        handler.getExecutorServiceRef(),
                        handler.getExecutorServiceBean())
                .anyMatch(code -> code != null);
    }

    /** Why an {@code onException} may block, but for its steps; empty when it is known not to. */
    static Optional<String> mayBlock(OnExceptionDefinition clause) {
        boolean code = Stream.of(
                        clause.getOnRedelivery(),
                        clause.getOnRedeliveryRef(),
                        clause.getOnExceptionOccurred(),
                        clause.getOnExceptionOccurredRef())
                .anyMatch(part -> part != null);
        if (code) {
            return Optional.of("it calls Java code");
        }
        RedeliveryPolicyDefinition policy = clause.getRedeliveryPolicyType();
        boolean asLongAs = clause.getRetryWhile() != null
                && (policy == null || !ModelText.isTrue(policy.getAsyncDelayedRedelivery()));
        if (clause.getRedeliveryPolicyRef() != null || asLongAs || sleeps(policy)) {
            return Optional.of(REDELIVERY);
        }
        return Stream.of(
                        ExpressionRules.mayBlock(clause.getOnWhen()),
                        ExpressionRules.mayBlock(clause.getHandled()),
                        ExpressionRules.mayBlock(clause.getContinued()),
                        ExpressionRules.mayBlock(clause.getRetryWhile()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean sleeps(RedeliveryPolicyDefinition policy) {
        if (policy == null || ModelText.isTrue(policy.getDisableRedelivery())) {
            return false;
        }
        if (policy.getExchangeFormatterRef() != null) {
            return true;
        }
        String times = policy.getMaximumRedeliveries();
        return times != null && !times.trim().equals("0") && !ModelText.isTrue(policy.getAsyncDelayedRedelivery());
    }
}
