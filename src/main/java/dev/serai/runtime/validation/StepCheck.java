/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.Names;
import java.util.Map;
import java.util.Set;

/** Finds steps that Camel would accept and run differently from what was meant, or refuse in words of its own. */
final class StepCheck implements Check {

    /** Without steps of their own, Camel gives them the steps that follow. */
    private static final Set<String> NEED_STEPS = Set.of(
            "aggregate",
            "circuitBreaker",
            "filter",
            "idempotentConsumer",
            "loadBalance",
            "loop",
            "multicast",
            "pipeline",
            "policy",
            "resequence",
            "saga",
            "split",
            "step",
            "doTry");

    private static final Map<String, String> BELONG_INTO =
            Map.of("doCatch", "doTry", "doFinally", "doTry", "when", "choice", "otherwise", "choice");

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        model.elements().steps().forEach(step -> check(model, step, problems));
    }

    private static void check(WorkspaceModel model, StepUse step, Problems problems) {
        if (step.name().equals("kamelet")) {
            String name = step.definition().text() == null
                    ? "NAME"
                    : step.definition().text();
            problems.add(step.location(), "A kamelet is used like any endpoint. Write 'to: kamelet:" + name + "'.");
            return;
        }
        if (BELONG_INTO.containsKey(step.name())) {
            String owner = BELONG_INTO.get(step.name());
            problems.add(
                    step.location(),
                    "'" + step.name() + "' is no step of its own. Put it under '" + owner
                            + ":', beside its other parts.");
            return;
        }
        // Steps that are no list are the schema's business.
        boolean withoutSteps = Kamelet.child(step.definition(), "steps")
                .map(node -> node.items() != null && node.items().isEmpty())
                .orElse(true);
        if (NEED_STEPS.contains(step.name()) && withoutSteps) {
            problems.add(
                    step.location(),
                    "'" + step.name() + "' has no steps"
                            + (step.last() ? "" : ", so it would take the steps that follow it as its own")
                            + ". List its steps under 'steps:', indented below '" + step.name() + ":'.");
        }
        if (model.expressions().needsExpression(step.name())
                && step.definition().entries() != null) {
            expression(model, step, problems);
        }
    }

    private static void expression(WorkspaceModel model, StepUse step, Problems problems) {
        boolean present = step.definition().entries().keySet().stream()
                .anyMatch(key -> key.equals("expression") || model.expressions().isLanguage(key));
        // Comparing with every language is dear, so only what has no expression is held against them.
        if (!present && !misspelt(model, step)) {
            problems.add(
                    step.location(),
                    "'" + step.name() + "' has no expression. Write one below it, such as 'simple: ${body}' or"
                            + " 'constant: text'.");
        }
    }

    private static boolean misspelt(WorkspaceModel model, StepUse step) {
        return step.definition().entries().keySet().stream()
                .anyMatch(key ->
                        Names.closest(key, model.components().languages()).isPresent());
    }
}
