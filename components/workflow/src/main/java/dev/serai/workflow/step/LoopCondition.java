/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/** The condition of a {@code doWhile} loop, which is not asked again for turns that are recorded. */
final class LoopCondition extends WrittenCondition {

    private final String path;

    private LoopCondition(String path, ExpressionDefinition written) {
        super(written);
        this.path = path;
    }

    /** Puts itself around the condition of a loop that has one. */
    static void guard(LoopDefinition loop, String path) {
        if (loop.getDoWhile() != null && !loop.getDoWhile().equals("false")) {
            ExpressionDefinition written = WrittenCondition.of(loop.getExpression());
            loop.setExpression(new ExpressionDefinition((Predicate) new LoopCondition(path, written)));
        }
    }

    @Override
    public boolean matches(Exchange exchange) {
        LoopRun run = LoopRun.of(exchange, path);
        return (run != null && run.skips()) || written.matches(exchange);
    }
}
