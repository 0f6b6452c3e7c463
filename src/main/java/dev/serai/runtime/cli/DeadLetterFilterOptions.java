/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.history.ExecutionFilter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which commands choose among dead letters. */
final class DeadLetterFilterOptions {

    @Mixin
    private ExecutionFilterOptions common;

    @Option(
            names = "--error",
            paramLabel = "TEXT",
            description = "Only those whose failure has the text in its message or its class's name.")
    private String error;

    @Option(
            names = "--step",
            paramLabel = "STEP",
            description = "Only those that failed at a step, as 'dead-letters list' shows it; the number of the visit"
                    + " may be left out.")
    private String step;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most, the newest first.")
    private Integer limit;

    /** Whether any option is given. */
    boolean isGiven() {
        return common.isGiven() || error != null || step != null || limit != null;
    }

    ExecutionFilter filter() {
        ExecutionFilter filter =
                common.narrow(ExecutionFilter.DEAD_LETTERS).withError(error).withStep(step);
        return limit == null ? filter : filter.withLimit(limit);
    }
}
