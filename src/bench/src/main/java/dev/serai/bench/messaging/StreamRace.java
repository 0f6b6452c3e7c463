/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Ways take turns with the same messages, so that whatever else the machine does meets all of them. The time of each is that
 * from the first message that it worked on until the broker had the last result.
 *
 * @param title says what they do
 * @param messages how many each works on in a round, but for those that have a part of them
 * @param rounds of each, after one that warms up
 */
record StreamRace(String title, int messages, int rounds) {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK = Duration.ofMillis(5);

    /** Measures and prints a table: medians of the rounds, and how each compares with each baseline. */
    void run(Broker broker, Work work, List<Way> ways, List<String> baselines) throws Exception {
        Map<String, List<Double>> measured = new LinkedHashMap<>();
        ways.forEach(way -> measured.put(way.name(), new ArrayList<>()));
        List<Integer> counts =
                ways.stream().map(way -> messages / way.dividedBy()).toList();
        for (int round = 0; round <= rounds; round++) {
            broker.fill(round, counts);
            for (int turn = 0; turn < ways.size(); turn++) {
                // Nobody is always the first, who finds the broker busy with what it was filled with.
                int i = (turn + round) % ways.size();
                String source = broker.source(round, i);
                String destination = broker.destination(round, i);
                double rate = rate(broker, work, ways.get(i), counts.get(i), source, destination);
                broker.drop(source, destination);
                if (round > 0) {
                    measured.get(ways.get(i).name()).add(rate);
                }
            }
        }
        print(measured, baselines);
    }

    /** The messages in a second. */
    private static double rate(Broker broker, Work work, Way way, int count, String source, String destination)
            throws Exception {
        work.reset();
        long end;
        AutoCloseable running = way.start().from(source, destination);
        try {
            end = awaitAll(broker, way, count, destination);
        } finally {
            running.close();
        }
        long results = broker.count(destination);
        long left = broker.left(source, destination);
        if (results != count || left > 0) {
            throw new IllegalStateException(way.name() + " made " + results + " results of " + count
                    + " messages and left " + left + " of them unsettled.");
        }
        return count * 1e9 / (end - work.began());
    }

    private static long awaitAll(Broker broker, Way way, int count, String destination) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (broker.count(destination) < count) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException(
                        way.name() + " made " + broker.count(destination) + " results in " + PATIENCE + ".");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        return System.nanoTime();
    }

    private void print(Map<String, List<Double>> measured, List<String> baselines) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column().header("").dataAlign(HorizontalAlign.LEFT));
        columns.add(new Column().header("messages/s"));
        columns.add(new Column().header("min"));
        columns.add(new Column().header("max"));
        baselines.forEach(baseline -> columns.add(new Column().header("of " + baseline)));
        String[][] table = measured.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue(), measured, baselines))
                .toArray(String[][]::new);
        System.out.println();
        System.out.printf(
                Locale.ROOT, "%s: %,d messages of %,d bytes, %d rounds%n", title, messages, Work.BYTES, rounds);
        System.out.println(AsciiTable.getTable(columns.toArray(Column[]::new), table));
    }

    private static String[] row(
            String name, List<Double> rates, Map<String, List<Double>> measured, List<String> baselines) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                number(median(rates)),
                number(rates.stream().mapToDouble(Double::doubleValue).min().orElseThrow()),
                number(rates.stream().mapToDouble(Double::doubleValue).max().orElseThrow())));
        baselines.forEach(
                baseline -> cells.add(String.format(Locale.ROOT, "%.2f x", ratio(rates, measured.get(baseline)))));
        return cells.toArray(String[]::new);
    }

    /** Of each round to the same round of the baseline: what disturbed a round is in both. */
    private static double ratio(List<Double> rates, List<Double> baseline) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            ratios.add(rates.get(i) / baseline.get(i));
        }
        return median(ratios);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }
}
