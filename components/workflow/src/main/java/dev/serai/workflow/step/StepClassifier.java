/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.Optional;
import org.apache.camel.model.ProcessorDefinition;

/** Decides a step's kind from the model, by the rule of its EIP. */
final class StepClassifier {

    private StepClassifier() {}

    static StepKind kind(ProcessorDefinition<?> step) {
        return refusal(step).isPresent()
                ? StepKind.REFUSED
                : StepRules.of(step).kind().apply(step);
    }

    /** Why a step cannot be durable, and what to write instead; empty when it can. */
    static Optional<String> refusal(ProcessorDefinition<?> step) {
        return StepRules.of(step).refusal(step);
    }
}
