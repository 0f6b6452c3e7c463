/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.model.ProcessorDefinition;

/**
 * How the steps of one EIP take part in an execution.
 *
 * @param kind the kind of a step that can be durable
 * @param refusals what about a step cannot be durable: each gives a reason with the alternative, or null
 */
record StepRule(
        Function<ProcessorDefinition<?>, StepKind> kind, List<Function<ProcessorDefinition<?>, String>> refusals) {

    /** The reason why a step cannot be durable, and what to write instead; empty when it can. */
    Optional<String> refusal(ProcessorDefinition<?> step) {
        return refusals.stream()
                .map(refusal -> refusal.apply(step))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
