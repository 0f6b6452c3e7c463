/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.language.ExpressionDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The condition of a {@code doCatch}, which does not hold when it cannot be evaluated. Camel would lose the exchange: it
 * evaluates the condition where nobody hears of an exception, so the execution would never end.
 */
final class CatchCondition extends WrittenCondition {

    private static final Logger LOG = LoggerFactory.getLogger(CatchCondition.class);

    private final String clause;

    private CatchCondition(String clause, ExpressionDefinition written) {
        super(written);
        this.clause = clause;
    }

    /** Puts itself around the condition of a clause that has one. */
    static void guard(CatchDefinition clause, String path) {
        if (clause.getOnWhen() != null) {
            ExpressionDefinition written =
                    WrittenCondition.of(clause.getOnWhen().getExpression());
            clause.getOnWhen().setExpression(new ExpressionDefinition((Predicate) new CatchCondition(path, written)));
        }
    }

    @Override
    public boolean matches(Exchange exchange) {
        try {
            return written.matches(exchange);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The condition of {} ({}) could not be evaluated and is taken as not fulfilled: {}",
                    clause,
                    written,
                    e.getMessage());
            return false;
        }
    }
}
