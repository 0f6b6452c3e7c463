/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import org.apache.camel.CamelContext;
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
final class CatchCondition implements Predicate {

    private static final Logger LOG = LoggerFactory.getLogger(CatchCondition.class);

    private final String clause;
    private final ExpressionDefinition written;

    private CatchCondition(String clause, ExpressionDefinition written) {
        this.clause = clause;
        this.written = written;
    }

    /** Puts itself around the condition of a clause that has one. */
    static void guard(CatchDefinition clause, String path) {
        if (clause.getOnWhen() != null) {
            ExpressionDefinition written = clause.getOnWhen().getExpression();
            clause.getOnWhen().setExpression(new ExpressionDefinition((Predicate) new CatchCondition(path, written)));
        }
    }

    @Override
    public void init(CamelContext context) {
        written.initPredicate(context);
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

    @Override
    public String toString() {
        return written.toString();
    }
}
