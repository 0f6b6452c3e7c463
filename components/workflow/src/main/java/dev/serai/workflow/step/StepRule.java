/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.model.ProcessorDefinition;

/**
 * How the steps of one EIP take part in an execution.
 *
 * @param kind the kind of a step that can be durable
 * @param refusals what about a step cannot be durable: each gives a reason with the alternative, or null
 * @param warnings what about a step that can be durable may go wrong later: likewise
 */
record StepRule(
        Function<ProcessorDefinition<?>, StepKind> kind,
        List<Function<ProcessorDefinition<?>, String>> refusals,
        List<Function<ProcessorDefinition<?>, String>> warnings) {

    /** The reason why a step cannot be durable, and what to write instead; empty when it can. */
    Optional<String> refusal(ProcessorDefinition<?> step) {
        return refusals.stream()
                .map(refusal -> refusal.apply(step))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** What may go wrong later with a step that can be durable. */
    Stream<String> warnings(ProcessorDefinition<?> step) {
        return warnings.stream().map(warning -> warning.apply(step)).filter(Objects::nonNull);
    }
}
