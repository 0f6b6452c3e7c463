/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.model.language.ExpressionDefinition;

/** Stands in the model in place of a condition as it was written, to decide when it is asked. */
abstract class WrittenCondition implements Predicate {

    final ExpressionDefinition written;

    WrittenCondition(ExpressionDefinition written) {
        this.written = written;
    }

    /** The condition as it was written. */
    static ExpressionDefinition of(ExpressionDefinition expression) {
        return expression.getPredicate() instanceof WrittenCondition condition ? condition.written : expression;
    }

    @Override
    public void init(CamelContext context) {
        written.initPredicate(context);
    }

    @Override
    public String toString() {
        return written.toString();
    }
}
