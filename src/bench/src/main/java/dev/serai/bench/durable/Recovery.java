/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.durable;

import dev.serai.bench.http.Server;
import dev.serai.bench.start.ClassArchive;
import dev.serai.bench.start.StartedProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.io.FileUtils;

/**
 * A process that is killed while all of its executions are in their second step: how long after the start of the next one
 * the first of these steps runs again, and how long until the last execution has ended.
 */
public final class Recovery {

    public static final int EXECUTIONS = 10_000;
    public static final int ROUNDS = 3;

    /** Executions of the run that leaves an archive of its classes, which the launcher makes for Serai. */
    private static final int TRAINING = 100;

    private static final String NO_OPTION = "-Xshare:auto";

    private final int executions;
    private final int rounds;
    private final List<String> stores;

    /**
     * @param executions in flight
     * @param rounds how often the process is killed
     * @param stores {@code sqlite} and {@code postgresql}, or one of them
     */
    public Recovery(int executions, int rounds, List<String> stores) {
        this.executions = executions;
        this.rounds = rounds;
        this.stores = List.copyOf(stores);
    }

    /** Kills processes and prints what the next ones took. */
    public void run() throws Exception {
        Path folder = Files.createTempDirectory("serai-bench-");
        try {
            System.out.printf(Locale.ROOT, "%nKilled (kill -9) with %,d executions in their second step%n", executions);
            if (stores.contains("sqlite")) {
                measure("SQLite", () -> new SqliteJobStore(folder), folder.resolve("sqlite.jsa"));
            }
            if (stores.contains("postgresql")) {
                try (DurablePostgres server = new DurablePostgres()) {
                    System.out.println(server.durability());
                    measure("PostgreSQL", () -> new PostgresJobStore(server, folder), folder.resolve("postgresql.jsa"));
                }
            }
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private void measure(String name, NewStore newStore, Path archive) throws Exception {
        try (JobStore store = newStore.make()) {
            kill(store, TRAINING);
            try (StartedProcess next =
                    StartedProcess.of(command(store, ClassArchive.made(archive), TRAINING, false), Map.of())) {
                next.awaitEnd();
            }
        }
        List<Double> first = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        List<Double> last = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            try (JobStore store = newStore.make()) {
                kill(store, executions);
                try (StartedProcess next =
                        StartedProcess.of(command(store, ClassArchive.used(archive), executions, false), Map.of())) {
                    first.add(next.secondsUntil(RecoveryProgram.FIRST));
                    processor.add(next.processorSeconds());
                    last.add(next.secondsUntil(RecoveryProgram.LAST));
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-10s from the start of the process to the first resumed step %s, which took %s of processors; to the last"
                        + " end %s%n",
                name,
                text(first),
                text(processor),
                text(last));
    }

    private static void kill(JobStore store, int executions) throws IOException {
        try (StartedProcess killed = StartedProcess.of(command(store, NO_OPTION, executions, true), Map.of())) {
            double unused = killed.secondsUntil(RecoveryProgram.IN_FLIGHT);
        }
    }

    private static List<String> command(JobStore store, String option, int executions, boolean begins) {
        List<String> command = Server.java(
                        store.workspace().resolve("bench.log"),
                        RecoveryProgram.class.getName(),
                        store.address(),
                        store.username(),
                        executions,
                        begins)
                .command();
        command.add(1, option);
        return command;
    }

    private static String text(List<Double> seconds) {
        double[] sorted =
                seconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT, "%.2f s (%.2f to %.2f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
