/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * A table of measurements, each beside the baseline of the same run.
 *
 * @param title says what was measured
 * @param baseline the benchmark method that the others are divided by, measured with the same parameters
 * @param unit what one operation is called
 * @param events counts to show per operation; the benchmark counts its operations under {@link #OPERATIONS}
 */
record Comparison(String title, String baseline, String unit, List<String> events) {

    /** The counter that other counts are divided by. */
    static final String OPERATIONS = "operations";

    void print(Collection<RunResult> results) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column().header("").dataAlign(HorizontalAlign.LEFT));
        columns.add(new Column().header("ns/" + unit));
        columns.add(new Column().header("min"));
        columns.add(new Column().header("max"));
        columns.add(new Column().header("of " + baseline));
        columns.add(new Column().header("bytes/" + unit));
        events.forEach(event -> columns.add(new Column().header(event + "/" + unit)));
        String[][] rows = results.stream().map(result -> row(result, results)).toArray(String[][]::new);
        System.out.println();
        System.out.println(title);
        System.out.println(AsciiTable.getTable(columns.toArray(Column[]::new), rows));
        System.out.println();
    }

    private String[] row(RunResult result, Collection<RunResult> results) {
        Statistics times = result.getPrimaryResult().getStatistics();
        List<String> cells = new ArrayList<>();
        cells.add(name(result.getParams()));
        cells.add(number(median(result)));
        cells.add(number(times.getMin()));
        cells.add(number(times.getMax()));
        cells.add(baselineOf(result, results)
                .map(base -> String.format(Locale.ROOT, "%,.1f x", median(result) / median(base)))
                .orElse(""));
        cells.add(
                secondary(result, "gc.alloc.rate.norm").map(Comparison::number).orElse(""));
        for (String event : events) {
            cells.add(secondary(result, event)
                    .flatMap(count -> secondary(result, OPERATIONS).map(operations -> count / operations))
                    .map(ratio -> String.format(Locale.ROOT, "%.3f", ratio))
                    .orElse(""));
        }
        return cells.toArray(String[]::new);
    }

    /** Of the iterations. One that something else on the machine disturbed does not move it. */
    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private Optional<RunResult> baselineOf(RunResult result, Collection<RunResult> results) {
        return results.stream()
                .filter(other -> method(other.getParams()).equals(baseline))
                .filter(other -> parameters(other.getParams()).equals(parameters(result.getParams())))
                .findFirst();
    }

    private static Optional<Double> secondary(RunResult result, String name) {
        return Optional.ofNullable(result.getSecondaryResults().get(name)).map(found -> found.getScore());
    }

    private static String name(BenchmarkParams params) {
        String parameters = parameters(params);
        return method(params) + (parameters.isEmpty() ? "" : ", " + parameters);
    }

    private static String method(BenchmarkParams params) {
        return params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
    }

    private static String parameters(BenchmarkParams params) {
        return String.join(
                ", ",
                params.getParamsKeys().stream()
                        .map(key -> key + " " + params.getParam(key))
                        .toList());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
