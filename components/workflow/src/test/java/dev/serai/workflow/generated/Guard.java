/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import static dev.serai.workflow.generated.YamlWriting.map;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps that decide who comes in, and those that stand around others without a decision of their own. */
interface Guard extends Step {

    /** @param fallback null for none */
    record CircuitBreaker(List<Step> steps, List<Step> fallback) implements Guard {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            Map<String, Object> breaker = new LinkedHashMap<>();
            // It never opens: all executions of a process share it, so it would tell one what befell the others.
            breaker.put("resilience4jConfiguration", map("minimumNumberOfCalls", 10_000, "slidingWindowSize", 10_000));
            breaker.put("steps", writing.steps(steps));
            if (fallback != null) {
                breaker.put("onFallback", map("steps", writing.steps(fallback)));
            }
            return List.of(map("circuitBreaker", breaker));
        }
    }

    /**
     * Lets a message in that is new.
     *
     * @param again the same message comes twice
     */
    record IdempotentConsumer(boolean eager, boolean again, List<Step> steps) implements Guard {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            String name = writing.name("key");
            Object consumer = map(
                    "idempotentConsumer",
                    map(
                            // A draw tells visits apart: of several branches, nobody knows who comes first.
                            "simple",
                            "${variable." + name + "}",
                            "idempotentRepository",
                            "#keys",
                            "eager",
                            eager,
                            "steps",
                            writing.steps(steps)));
            Object guarded =
                    again ? map("loop", map("constant", "2", "copy", true, "steps", List.of(consumer))) : consumer;
            return List.of(Step.drawing(Place.VARIABLE, name), guarded);
        }
    }

    /** A policy that does nothing but pass the message on. */
    record Policy(List<Step> steps) implements Guard {
        @Override
        public List<Object> yaml(YamlWriting writing) {
            return List.of(map("policy", map("ref", "passing", "steps", writing.steps(steps))));
        }
    }
}
