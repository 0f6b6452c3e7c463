/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.TryDefinition;

/**
 * The steps of a model as a tree. The clauses of a try are steps; those of a choice and the fallback of a circuitBreaker
 * are not, and their steps are its own.
 */
public final class StepTree {

    private StepTree() {}

    /** The steps right under a step. */
    static List<ProcessorDefinition<?>> children(ProcessorDefinition<?> step) {
        List<ProcessorDefinition<?>> children = new ArrayList<>(step.getOutputs());
        if (step instanceof TryDefinition block) {
            if (block.getCatchClauses() != null) {
                block.getCatchClauses().stream()
                        .filter(clause -> !children.contains(clause))
                        .forEach(children::add);
            }
            if (block.getFinallyClause() != null && !children.contains(block.getFinallyClause())) {
                children.add(block.getFinallyClause());
            }
        }
        if (step instanceof CircuitBreakerDefinition breaker && breaker.getOnFallback() != null) {
            children.addAll(breaker.getOnFallback().getOutputs());
        }
        return children;
    }

    /** All steps under a step, each before the steps under it. */
    public static List<ProcessorDefinition<?>> below(ProcessorDefinition<?> step) {
        List<ProcessorDefinition<?>> all = new ArrayList<>();
        for (ProcessorDefinition<?> child : children(step)) {
            all.add(child);
            all.addAll(below(child));
        }
        return all;
    }
}
