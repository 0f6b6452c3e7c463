/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.history.ExecutionFilter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options by which commands choose among executions. */
final class ExecutionFilterOptions {

    @Option(names = "--workflow", paramLabel = "NAME", description = "Only those of a workflow.")
    private String workflow;

    @Option(
            names = "--label",
            paramLabel = "NAME=VALUE",
            description = "Only those with a label; several times for several.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description = {
                "Only those that ended then or later, for statuses that are an end, else that were started then or later:",
                TimeOption.FORMS + "."
            })
    private Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description = "Only those that ended, or were started, before.")
    private Instant until;

    /** Whether any option is given. */
    boolean isGiven() {
        return workflow != null || !labels.isEmpty() || since != null || until != null;
    }

    ExecutionFilter narrow(ExecutionFilter filter) {
        ExecutionFilter narrowed =
                filter.withWorkflow(workflow).withSince(since).withUntil(until);
        for (Map.Entry<String, String> label : labels.entrySet()) {
            narrowed = narrowed.withLabel(label.getKey(), label.getValue());
        }
        return narrowed;
    }
}
