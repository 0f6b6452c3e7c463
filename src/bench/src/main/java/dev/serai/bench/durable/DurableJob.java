/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            Map<String, List<JobRound>> measured = new LinkedHashMap<>();
            jobs.forEach(job -> measured.put(job.name(), new ArrayList<>()));
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                for (Job job : jobs) {
                    job.run(executions);
                }
            }
            for (int round = 0; round < rounds; round++) {
                for (Job job : jobs) {
                    measured.get(job.name()).add(JobRound.of(job, executions));
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
            JobTable.print(measured, loop.name(), five.name());
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
}
