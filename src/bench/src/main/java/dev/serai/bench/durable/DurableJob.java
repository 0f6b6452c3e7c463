/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.io.FileUtils;

/**
 * Executions of three steps that are recorded one by one, with so many in flight always, in process and over HTTP, beside
 * two programs by hand that write the same rows. All take turns, so that what else the machine does meets all of them.
 */
public final class DurableJob {

    public static final int EXECUTIONS = 4_000;
    public static final int ROUNDS = 5;
    public static final String STORES = "sqlite,postgresql";

    private static final int[] AT_ONCE = {32, 256};
    private static final int WARM_UP_ROUNDS = 3;
    private static final int WAITING = 50;

    private final int executions;
    private final int rounds;
    private final List<String> stores;

    /**
     * @param executions in each round
     * @param rounds of each way that are counted
     * @param stores {@code sqlite} and {@code postgresql}, or one of them
     */
    public DurableJob(int executions, int rounds, List<String> stores) {
        this.executions = executions;
        this.rounds = rounds;
        this.stores = List.copyOf(stores);
    }

    /** Runs all and prints a table for each store and number at once. */
    public void run() throws Exception {
        Path folder = Files.createTempDirectory("serai-bench-");
        try {
            for (String name : stores) {
                switch (name) {
                    case "sqlite" -> sqlite(folder);
                    case "postgresql" -> postgresql(folder);
                    default ->
                        throw new IllegalArgumentException(
                                "There is no store '" + name + "'; name one of " + STORES + ".");
                }
            }
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private void sqlite(Path folder) throws Exception {
        System.out.println("SQLite, synchronous=FULL, in " + folder + " on "
                + Files.getFileStore(folder).type());
        for (int atOnce : AT_ONCE) {
            measure("SQLite", atOnce, () -> new SqliteJobStore(folder));
        }
    }

    private void postgresql(Path folder) throws Exception {
        try (DurablePostgres server = new DurablePostgres()) {
            System.out.println(server.durability());
            for (int atOnce : AT_ONCE) {
                measure("PostgreSQL", atOnce, () -> new PostgresJobStore(server, folder));
            }
        }
    }

    private void measure(String store, int atOnce, NewStore newStore) throws Exception {
        List<Job> jobs = new ArrayList<>();
        try {
            Job five = added(jobs, new FiveCommits(newStore.make(), atOnce));
            Job loop = added(jobs, new GroupCommitLoop(newStore.make(), atOnce));
            added(jobs, new LockStep(newStore.make(), atOnce));
            WorkflowJob workflow = added(jobs, new WorkflowJob(newStore.make(), atOnce));
            added(jobs, new HttpJob(newStore.make(), atOnce));
            Map<Job, List<JobRound>> measured = new LinkedHashMap<>();
            jobs.forEach(job -> measured.put(job, new ArrayList<>()));
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                for (Job job : jobs) {
                    job.run(executions);
                }
            }
            for (int round = 0; round < rounds; round++) {
                for (Job job : jobs) {
                    measured.get(job).add(JobRound.of(job, executions));
                }
            }
            System.out.println();
            System.out.printf(
                    Locale.ROOT,
                    "%s: executions of %d steps, %d at once, %d rounds of %,d%n",
                    store,
                    Job.STEPS,
                    atOnce,
                    rounds,
                    executions);
            print(measured, measured.get(loop), measured.get(five));
            long start = System.nanoTime();
            workflow.runWaiting(WAITING);
            System.out.printf(
                    Locale.ROOT,
                    "%d executions that wait for 1 s each: %.2f s%n",
                    WAITING,
                    (System.nanoTime() - start) / 1e9);
        } finally {
            for (Job job : jobs) {
                job.close();
            }
        }
    }

    private static <T extends Job> T added(List<Job> jobs, T job) {
        jobs.add(job);
        return job;
    }

    /** Makes an empty store for one more contender. */
    private interface NewStore {
        JobStore make() throws Exception;
    }

    private static void print(Map<Job, List<JobRound>> measured, List<JobRound> loop, List<JobRound> five) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column().header("").dataAlign(HorizontalAlign.LEFT));
        for (String header : List.of(
                "executions/s",
                "min",
                "max",
                "of the loop",
                "of five commits",
                "CPU \u00b5s/execution",
                "of it the server's",
                "statements/step",
                "commits/step")) {
            columns.add(new Column().header(header));
        }
        String[][] rows = measured.entrySet().stream()
                .map(entry -> {
                    List<JobRound> of = entry.getValue();
                    double speed = median(of, JobRound::perSecond);
                    return new String[] {
                        entry.getKey().name(),
                        text("%,.0f", speed),
                        text(
                                "%,.0f",
                                of.stream()
                                        .mapToDouble(JobRound::perSecond)
                                        .min()
                                        .orElseThrow()),
                        text(
                                "%,.0f",
                                of.stream()
                                        .mapToDouble(JobRound::perSecond)
                                        .max()
                                        .orElseThrow()),
                        text("%.2f", speed / median(loop, JobRound::perSecond)),
                        text("%.2f", speed / median(five, JobRound::perSecond)),
                        text("%,.0f", median(of, JobRound::cost)),
                        text("%,.0f", median(of, JobRound::costOfServer)),
                        text("%.2f", median(of, JobRound::statementsPerStep)).replace("NaN", ""),
                        text("%.3f", median(of, JobRound::commitsPerStep))
                    };
                })
                .toArray(String[][]::new);
        System.out.println(AsciiTable.getTable(columns.toArray(Column[]::new), rows));
    }

    private static double median(List<JobRound> rounds, ToDoubleFunction<JobRound> figure) {
        double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
