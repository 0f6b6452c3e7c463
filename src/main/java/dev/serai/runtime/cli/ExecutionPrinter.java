/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.history.ExecutionSummary;
import dev.serai.workflow.history.InterventionSummary;
import dev.serai.workflow.history.StepSummary;
import dev.serai.workflow.history.WaitSummary;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints one execution for people, in lines that fit a terminal. */
final class ExecutionPrinter {

    private static final int WIDTH = 120;
    private static final ObjectMapper MAPPER = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private final PrintWriter out;
    private final boolean wide;

    /** @param wide values are printed whole, however long a line becomes */
    ExecutionPrinter(PrintWriter out, boolean wide) {
        this.out = out;
        this.wide = wide;
    }

    void print(ExecutionDetail execution) {
        head(execution.summary());
        line("Headers", execution.headers());
        line("Input", execution.input());
        line("Output", execution.output());
        line("Failed step", execution.failedStep());
        line("Failure", execution.summary().error());
        execution
                .changedClasses()
                .forEach(changed -> line("Changed", changed.name() + " at " + changed.at() + ", after it had begun"));
        execution.waits().stream().filter(wait -> !wait.over()).forEach(this::waiting);
        execution
                .signals()
                .forEach(signal -> line(
                        "Signal",
                        signal.name() + " at " + signal.sentAt()
                                + (signal.takenBy() == null ? ", not taken yet" : ", taken by " + signal.takenBy())));
        relatives("Child", execution.children());
        relatives("Fork", execution.forks());
        execution.interventions().forEach(this::intervention);
        out.println();
        execution.steps().forEach(this::step);
        if (execution.moreSteps()) {
            List<StepSummary> steps = execution.steps();
            out.println("Further steps: --after " + steps.get(steps.size() - 1).sequence());
        }
    }

    private void head(ExecutionSummary summary) {
        line("Execution", summary.id());
        line("Workflow", summary.workflow() + ", version " + summary.version());
        line("Status", summary.status() + ", attempt " + summary.attempt() + ", priority " + summary.priority());
        line("Key", summary.idempotencyKey());
        line("Labels", summary.labels());
        line("Started by", summary.parentId());
        if (summary.originId() != null) {
            line(
                    "Made from",
                    summary.originId()
                            + (summary.originStep() == null ? "" : ", from " + summary.originStep() + " on"));
        }
        line("Created", summary.createdAt());
        line("Started", summary.startedAt());
        line("Goes on", summary.dueAt());
        line("Ended", summary.finishedAt());
    }

    private void waiting(WaitSummary wait) {
        line(
                "Waits",
                "in " + wait.step() + " for "
                        + (wait.subject() == null ? "a time" : wait.kind() + " " + wait.subject()) + ", since "
                        + wait.since() + (wait.until() == null ? "" : ", until " + wait.until()));
    }

    private void relatives(String name, List<ExecutionSummary> executions) {
        executions.forEach(one -> line(name, one.id() + " " + one.workflow() + " " + one.status()));
    }

    private void intervention(InterventionSummary one) {
        line(
                one.kind().name().charAt(0) + one.kind().name().substring(1).toLowerCase(Locale.ROOT),
                "by " + one.by() + " at " + one.at() + (one.reason() == null ? "" : ": " + one.reason()));
        if (one.place() != null) {
            detail("edit", one.place() + (one.step() == null ? "" : " " + one.step()));
            detail("body", one.body());
            detail("headers", one.headers());
            detail("variables", one.variables());
        }
        detail("failure", one.error());
    }

    private void step(StepSummary step) {
        out.println(shortened(String.format(
                "%5d  %s  %s, attempt %d, %d ms, %s",
                step.sequence(),
                step.step(),
                step.outcome(),
                step.attempt(),
                step.duration().toMillis(),
                step.startedAt())));
        detail("input", step.input());
        detail("output", step.output());
        detail("headers", step.headers());
        detail("variables", step.variables());
        detail("error", step.error());
    }

    private void detail(String name, Object value) {
        entry(String.format("       %-10s", name), value);
    }

    private void line(String name, Object value) {
        entry(String.format("%-12s", name), value);
    }

    private void entry(String name, Object value) {
        boolean nothing = value == null
                || (value instanceof Map<?, ?> map && map.isEmpty())
                || (value instanceof Collection<?> items && items.isEmpty());
        if (!nothing) {
            out.println(shortened(name + " " + text(value)));
        }
    }

    private static String text(Object value) {
        try {
            String text = value instanceof Map || value instanceof Collection
                    ? MAPPER.writeValueAsString(value)
                    : value.toString();
            return text.replaceAll("\\s*\\R\\s*", " ");
        } catch (JsonProcessingException e) {
            return value.toString();
        }
    }

    private String shortened(String text) {
        return wide || text.length() <= WIDTH ? text : text.substring(0, WIDTH - 1) + "…";
    }
}
