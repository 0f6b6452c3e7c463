/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.io.FileUtils;

/**
 * Runs a whole workspace as its user does: {@code serai run DIR --until-idle --report json}, each time as a new process
 * on a fresh copy. Must be started from the root of the source tree.
 */
final class OrderPipeline {

    static final String WORKSPACE = "routes";
    static final int RUNS = 5;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path workspace;
    private final int runs;

    OrderPipeline(Path workspace, int runs) {
        this.workspace = workspace;
        this.runs = runs;
    }

    /** Runs it and prints what each run reported, and the smallest, middle and largest. */
    void run() {
        try {
            Launcher.build();
            List<Run> results = new ArrayList<>();
            System.out.println();
            System.out.println("The workspace '" + workspace + "', " + runs + " runs");
            for (int i = 0; i < runs; i++) {
                Run run = once();
                System.out.printf(
                        Locale.ROOT, "run %d: %s; the process took %.1f s%n", i + 1, run.report, run.processSeconds);
                results.add(run);
            }
            print("seconds", results, run -> run.report.path("seconds").asDouble());
            print("executions per second", results, run -> run.report
                    .path("executionsPerSecond")
                    .asDouble());
            print("seconds of the process", results, run -> run.processSeconds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run once() throws IOException {
        Path folder = Files.createTempDirectory("serai-bench-");
        try {
            copyTo(folder);
            long start = System.nanoTime();
            String report = Launcher.serai(
                    Redirect.to(folder.resolve("bench.log").toFile()),
                    "run",
                    folder.toString(),
                    "--until-idle",
                    "--report",
                    "json");
            return new Run(JSON.readTree(report), (System.nanoTime() - start) / 1e9);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + " Its log: " + log(folder), e);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    /** Copies the files of the workspace, without what earlier runs left behind: git knows which these are. */
    private void copyTo(Path folder) throws IOException {
        String files = Launcher.call(
                List.of("git", "-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard"),
                workspace,
                Redirect.INHERIT);
        for (String file : files.lines().toList()) {
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(workspace.resolve(file), target, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static String log(Path folder) throws IOException {
        Path log = folder.resolve("bench.log");
        return Files.exists(log) ? Files.readString(log) : "none";
    }

    private static void print(String figure, List<Run> results, ToDoubleFunction<Run> value) {
        double[] sorted = results.stream().mapToDouble(value).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-24s min %,.1f   median %,.1f   max %,.1f%n",
                figure,
                sorted[0],
                median(sorted),
                sorted[sorted.length - 1]);
    }

    private static double median(double... sorted) {
        return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
                .average()
                .orElseThrow();
    }

    /** What one run reported, and how long its process lived. */
    private record Run(JsonNode report, double processSeconds) {}
}
