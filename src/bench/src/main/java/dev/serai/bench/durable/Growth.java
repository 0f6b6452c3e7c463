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
 * Executions on a store that has millions of recorded steps already, beside the same on an empty one. Both take turns.
 */
public final class Growth {

    public static final long STEPS = 10_000_000;

    /** As long as those of the executions that are measured. */
    public static final int CONTENT_BYTES = 208;

    private static final int AT_ONCE = 32;
    private static final int EXECUTIONS = 4_000;
    private static final int WARM_UP_ROUNDS = 3;

    private final long steps;
    private final int bytes;
    private final int rounds;
    private final List<String> stores;

    /**
     * @param steps that are recorded already
     * @param bytes of each of their inputs and outputs
     * @param rounds of each that are counted
     * @param stores {@code sqlite} and {@code postgresql}, or one of them
     */
    public Growth(long steps, int bytes, int rounds, List<String> stores) {
        this.steps = steps;
        this.bytes = bytes;
        this.rounds = rounds;
        this.stores = List.copyOf(stores);
    }

    /** Fills the stores and prints a table for each. */
    public void run() throws Exception {
        Path folder = Files.createTempDirectory("serai-bench-");
        try {
            if (stores.contains("sqlite")) {
                measure("SQLite", () -> new SqliteJobStore(folder));
            }
            if (stores.contains("postgresql")) {
                try (DurablePostgres server = new DurablePostgres()) {
                    System.out.println(server.durability());
                    measure("PostgreSQL", () -> new PostgresJobStore(server, folder));
                }
            }
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private void measure(String name, NewStore newStore) throws Exception {
        JobStore filled = newStore.make();
        long start = System.nanoTime();
        JobRows.makeTables(filled);
        filled.fill(steps / Job.STEPS, bytes);
        System.out.printf(
                Locale.ROOT,
                "%n%s: executions of %d steps beside %,d recorded ones with contents of %d bytes (filled in %.0f s), %d at once%n",
                name,
                Job.STEPS,
                steps,
                bytes,
                (System.nanoTime() - start) / 1e9,
                AT_ONCE);
        try (Job empty = new WorkflowJob(newStore.make(), AT_ONCE);
                Job full = new WorkflowJob(filled, AT_ONCE)) {
            Map<String, List<JobRound>> measured = new LinkedHashMap<>();
            for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
                for (Job job : List.of(empty, full)) {
                    JobRound took = JobRound.of(job, EXECUTIONS);
                    if (round >= 0) {
                        measured.computeIfAbsent(
                                        job == empty ? "empty at first" : "filled at first", key -> new ArrayList<>())
                                .add(took);
                    }
                }
            }
            JobTable.print(measured, "empty at first");
        }
    }
}
