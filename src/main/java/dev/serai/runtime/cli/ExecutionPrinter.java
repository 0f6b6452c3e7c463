/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.history.StepSummary;
import java.io.PrintWriter;
import java.util.List;

/** Prints one execution for people. */
final class ExecutionPrinter {

    private static final int LONGEST_VALUE = 2_000;
    private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new JavaTimeModule());

    private final PrintWriter out;

    ExecutionPrinter(PrintWriter out) {
        this.out = out;
    }

    void print(ExecutionDetail execution) {
        ExecutionSummary summary = execution.summary();
        line("Execution", summary.id());
        line("Workflow", summary.workflow() + ", version " + summary.version());
        line("Status", summary.status() + ", attempt " + summary.attempt());
        line("Key", summary.idempotencyKey());
        line("Started by", summary.parentId());
        line("Created", summary.createdAt());
        line("Started", summary.startedAt());
        line("Ended", summary.finishedAt());
        line("Headers", value(execution.headers()));
        line("Input", value(execution.input()));
        line("Output", value(execution.output()));
        line("Failed step", execution.failedStep());
        line("Failure", summary.error());
        out.println();
        out.println(Tables.of(
                execution.steps(),
                List.of(
                        Tables.column("STEP", StepSummary::step),
                        Tables.column("ATTEMPT", StepSummary::attempt),
                        Tables.column("OUTCOME", StepSummary::outcome),
                        Tables.column("MS", step -> step.duration().toMillis()),
                        Tables.column("OUTPUT", step -> value(step.output())),
                        Tables.column("ERROR", StepSummary::error))));
    }

    private void line(String name, Object text) {
        if (text != null) {
            out.println(String.format("%-12s %s", name, text));
        }
    }

    private static String value(Object value) {
        if (value == null || value instanceof String) {
            return shortened((String) value);
        }
        try {
            return shortened(MAPPER.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            return shortened(value.toString());
        }
    }

    private static String shortened(String text) {
        return text != null && text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "…" : text;
    }
}
