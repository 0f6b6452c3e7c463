/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.durability;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.workflow.engine.EngineStatistics.Figures;
import dev.serai.workflow.engine.WorkflowEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;

/**
 * What a run did, from its start to now.
 *
 * @param resumed executions that were under way when the last process ended
 * @param started executions that were started in this run
 * @param completed executions that reached the end of their route
 * @param deadLettered executions that became dead letters
 * @param retries repeated calls of connectors and repeated attempts of executions
 * @param seconds since the runtime was ready
 * @param executionsPerSecond completed and dead-lettered ones
 * @param workflows the figures of each workflow, by name
 */
public record RunReport(
        long resumed,
        long started,
        long completed,
        long deadLettered,
        long retries,
        double seconds,
        double executionsPerSecond,
        Map<String, WorkflowFigures> workflows) {

    /** The figures of one workflow; retries are attempts. */
    public record WorkflowFigures(long started, long completed, long deadLettered, long retries) {}

    static RunReport of(CamelContext camelContext, Duration since) {
        WorkflowEngine engine = WorkflowEngine.of(camelContext);
        Map<String, WorkflowFigures> workflows = new TreeMap<>();
        engine.statistics().figures().forEach((name, figures) -> workflows.put(name, of(figures)));
        long completed = sum(workflows, WorkflowFigures::completed);
        long deadLettered = sum(workflows, WorkflowFigures::deadLettered);
        long calls = ConnectorRegistry.of(camelContext).list().stream()
                .mapToLong(DeclaredConnector::retries)
                .sum();
        double seconds = since.toMillis() / 1000.0;
        return new RunReport(
                engine.statistics().resumed(),
                sum(workflows, WorkflowFigures::started),
                completed,
                deadLettered,
                calls + sum(workflows, WorkflowFigures::retries),
                seconds,
                seconds == 0 ? 0 : Math.round((completed + deadLettered) / seconds * 10) / 10.0,
                workflows);
    }

    private static WorkflowFigures of(Figures figures) {
        return new WorkflowFigures(figures.started(), figures.completed(), figures.deadLettered(), figures.retried());
    }

    private static long sum(Map<String, WorkflowFigures> workflows, ToLongFunction<WorkflowFigures> figure) {
        return workflows.values().stream().mapToLong(figure).sum();
    }

    /** A table for people. */
    public String table() {
        List<String[]> rows = new ArrayList<>();
        workflows.forEach((name, figures) -> rows.add(new String[] {
            name,
            Long.toString(figures.started()),
            Long.toString(figures.completed()),
            Long.toString(figures.deadLettered()),
            Long.toString(figures.retries())
        }));
        rows.add(new String[] {
            "all", Long.toString(started), Long.toString(completed), Long.toString(deadLettered), Long.toString(retries)
        });
        List<Column> columns = new ArrayList<>();
        String[] headers = {"WORKFLOW", "STARTED", "COMPLETED", "DEAD-LETTERED", "RETRIES"};
        for (int i = 0; i < headers.length; i++) {
            columns.add(new Column()
                    .header(headers[i])
                    .headerAlign(i == 0 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT)
                    .dataAlign(i == 0 ? HorizontalAlign.LEFT : HorizontalAlign.RIGHT));
        }
        return AsciiTable.getTable(AsciiTable.NO_BORDERS, columns.toArray(Column[]::new), rows.toArray(String[][]::new))
                + String.format(
                        Locale.ROOT,
                        "%n%,d executions in %.1f s: %,.1f per second.%s",
                        completed + deadLettered,
                        seconds,
                        executionsPerSecond,
                        resumed == 0 ? "" : String.format(Locale.ROOT, " %,d were resumed.", resumed));
    }
}
