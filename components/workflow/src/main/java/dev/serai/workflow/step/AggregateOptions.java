/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import java.util.List;
import java.util.Optional;
import org.apache.camel.model.AggregateDefinition;

/** The options of an aggregate step that cannot hold in a durable route. */
final class AggregateOptions {

    private static final String KEPT_OVER_A_STOP = "Leave it out: groups are kept over a stop and go on";

    private AggregateOptions() {}

    /** Why a step cannot be durable, and what to write instead; empty when it can. */
    static Optional<String> refusal(AggregateDefinition step) {
        return options(step).stream()
                .filter(Option::isGiven)
                .findFirst()
                .map(option -> "'aggregate' has the option " + option.name + ", which cannot hold in a durable route. "
                        + option.remedy);
    }

    private static List<Option> options(AggregateDefinition step) {
        return List.of(
                new Option(
                        "aggregationRepository",
                        step.getAggregationRepositoryBean(),
                        step.getAggregationRepository(),
                        "Leave it out: groups lie in the store of the workflow"),
                new Option(
                        "aggregateController",
                        step.getAggregateControllerBean(),
                        step.getAggregateController(),
                        "To complete groups from outside, send a message with the header"
                                + " CamelAggregationCompleteAllGroups"),
                new Option(
                        "completionFromBatchConsumer",
                        null,
                        step.getCompletionFromBatchConsumer(),
                        "An execution does not know of a consumer's batch. Use completionSize or completionTimeout"),
                new Option(
                        "closeCorrelationKeyOnCompletion",
                        null,
                        step.getCloseCorrelationKeyOnCompletion(),
                        "Use a completionPredicate that lets no message come too late, or tell late ones from others"
                                + " before the aggregate"),
                new Option(
                        "optimisticLocking",
                        null,
                        step.getOptimisticLocking(),
                        "Leave it out: in the store no contribution overwrites another"),
                new Option("forceCompletionOnStop", null, step.getForceCompletionOnStop(), KEPT_OVER_A_STOP),
                new Option("completeAllOnStop", null, step.getCompleteAllOnStop(), KEPT_OVER_A_STOP),
                new Option(
                        "executorService",
                        step.getExecutorServiceBean(),
                        step.getExecutorService(),
                        "Leave it out: complete groups are executions, and the workflow's maxConcurrent says how many"
                                + " run at once"),
                new Option(
                        "timeoutCheckerExecutorService",
                        step.getTimeoutCheckerExecutorServiceBean(),
                        step.getTimeoutCheckerExecutorService(),
                        "Leave it out: the store knows when a group is complete"));
    }

    /** An option and what to do instead of giving it. */
    private record Option(String name, Object bean, String text, String remedy) {

        boolean isGiven() {
            return bean != null || (text != null && !text.equals("false"));
        }
    }
}
