/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.sql;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Contenders take turns, so that whatever else the machine does meets all of them.
 *
 * @param title says what they do
 * @param callers how many threads call at once
 * @param rows how many rows each piece of work must read or write
 * @param warmUp before the first round, for each
 * @param duration of a round
 * @param rounds of each
 */
record Race(String title, int callers, int rows, Duration warmUp, Duration duration, int rounds) {

    /** Measures and prints a table: medians of the rounds, and how each compares with each baseline. */
    void run(List<Contender> contenders, List<String> baselines) throws Exception {
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try {
            for (Contender contender : contenders) {
                double unused = round(contender, warmUp, threads);
                measured.put(contender.name(), new ArrayList<>());
            }
            for (int i = 0; i < rounds; i++) {
                for (Contender contender : contenders) {
                    measured.get(contender.name()).add(round(contender, duration, threads));
                }
            }
        } finally {
            threads.shutdown();
        }
        print(measured, baselines);
    }

    /** The microseconds for each piece of work, with all callers at it: how long the callers worked, for all they did. */
    private double round(Contender contender, Duration time, ExecutorService threads) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        List<Future<Calls>> callings = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int first = caller;
            callings.add(threads.submit(() -> calls(contender, first, end)));
        }
        long done = 0;
        long nanoseconds = 0;
        for (Future<Calls> calling : callings) {
            done += calling.get().done();
            nanoseconds += calling.get().nanoseconds();
        }
        return nanoseconds / 1e3 / callers / done;
    }

    private Calls calls(Contender contender, int caller, long end) throws Exception {
        int done = 0;
        long nanoseconds = 0;
        while (System.nanoTime() < end) {
            contender.before().run();
            long start = System.nanoTime();
            int got = contender.work().run(caller + done * callers);
            nanoseconds += System.nanoTime() - start;
            if (got != rows) {
                throw new IllegalStateException(contender.name() + " gave " + got + " rows in place of " + rows + ".");
            }
            done++;
        }
        return new Calls(done, nanoseconds);
    }

    /**
     * What one caller did in a round.
     *
     * @param nanoseconds that its work took, without what came before each piece
     */
    private record Calls(int done, long nanoseconds) {}

    private void print(Map<String, List<Double>> measured, List<String> baselines) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column().header("").dataAlign(HorizontalAlign.LEFT));
        columns.add(new Column().header("us each"));
        columns.add(new Column().header("min"));
        columns.add(new Column().header("max"));
        baselines.forEach(baseline -> columns.add(new Column().header("of " + baseline)));
        String[][] table = measured.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue(), measured, baselines))
                .toArray(String[][]::new);
        System.out.println();
        System.out.printf(Locale.ROOT, "%s, %d at once, %d rounds of %s%n", title, callers, rounds, duration);
        System.out.println(AsciiTable.getTable(columns.toArray(Column[]::new), table));
    }

    private static String[] row(
            String name, List<Double> times, Map<String, List<Double>> measured, List<String> baselines) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                number(median(times)),
                number(times.stream().mapToDouble(Double::doubleValue).min().orElseThrow()),
                number(times.stream().mapToDouble(Double::doubleValue).max().orElseThrow())));
        baselines.forEach(baseline ->
                cells.add(String.format(Locale.ROOT, "%.2f x", median(times) / median(measured.get(baseline)))));
        return cells.toArray(String[]::new);
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }
}
