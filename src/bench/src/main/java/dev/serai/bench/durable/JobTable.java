/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Rounds as a table: medians, and how each compares with its baselines. */
final class JobTable {

    private JobTable() {}

    /** @param baselines names of those that all are divided by */
    static void print(Map<String, List<JobRound>> measured, String... baselines) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column().header("").dataAlign(HorizontalAlign.LEFT));
        List<String> headers = new ArrayList<>(List.of("executions/s", "min", "max"));
        Arrays.stream(baselines).map(baseline -> "of " + baseline).forEach(headers::add);
        headers.addAll(List.of("CPU \u00b5s/execution", "of it the server's", "statements/step", "commits/step"));
        headers.forEach(header -> columns.add(new Column().header(header)));
        String[][] rows = measured.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue(), measured, baselines))
                .toArray(String[][]::new);
        System.out.println(AsciiTable.getTable(columns.toArray(Column[]::new), rows));
    }

    private static String[] row(
            String name, List<JobRound> rounds, Map<String, List<JobRound>> measured, String... baselines) {
        double speed = median(rounds, JobRound::perSecond);
        double[] speeds =
                rounds.stream().mapToDouble(JobRound::perSecond).sorted().toArray();
        List<String> cells = new ArrayList<>(List.of(
                name, text("%,.0f", speed), text("%,.0f", speeds[0]), text("%,.0f", speeds[speeds.length - 1])));
        for (String baseline : baselines) {
            cells.add(text("%.2f", speed / median(measured.get(baseline), JobRound::perSecond)));
        }
        cells.add(text("%,.0f", median(rounds, JobRound::cost)));
        cells.add(text("%,.0f", median(rounds, JobRound::costOfServer)));
        double statements = median(rounds, JobRound::statementsPerStep);
        cells.add(Double.isNaN(statements) ? "" : text("%.2f", statements));
        cells.add(text("%.3f", median(rounds, JobRound::commitsPerStep)));
        return cells.toArray(String[]::new);
    }

    private static double median(List<JobRound> rounds, ToDoubleFunction<JobRound> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
