/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * How long it takes from the start of a process to the end of its first execution, until a thousand workflows are loaded,
 * and how much memory is resident when nothing is left to do; beside bare Camel with the same routes. Those that are
 * compared take turns. Must be started from the root of the source tree, after the launcher has made its archive.
 */
public final class StartUp {

    /** How often each is started. */
    public static final int ROUNDS = 10;

    private static final int MANY = 1_000;
    private static final Path DISTRIBUTION = Path.of("src/target/serai");
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String SERAI = Path.of("serai").toAbsolutePath().toString();
    private static final String SERAI_STARTED = "Stop it with Ctrl-C.";
    private static final Map<String, String> WITH_ARCHIVE = Map.of();
    private static final Map<String, String> WITHOUT_ARCHIVE = Map.of("SERAI_CLASS_ARCHIVE", "off");

    private final int rounds;
    private final Map<String, List<double[]>> results = new LinkedHashMap<>();

    public StartUp(int rounds) {
        this.rounds = rounds;
    }

    /** Measures, and prints what was found. */
    public void run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("serai-bench-");
        try {
            awaitArchive();
            first(folder);
            many(folder);
            idle(folder);
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    /** The launcher makes it in the background when it first runs. Others may lie there, of earlier jars or another Java. */
    private static void awaitArchive() throws IOException, InterruptedException {
        for (Path archive : archives()) {
            FileUtils.forceDelete(archive.toFile());
        }
        try (StartedProcess process = StartedProcess.of(List.of(SERAI, "--version"), WITH_ARCHIVE)) {
            process.awaitEnd();
        }
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (archives().isEmpty() || archives().stream().anyMatch(Files::isDirectory)) {
            if (System.nanoTime() > giveUp) {
                throw new IOException("The launcher has made no archive of classes in " + DISTRIBUTION + ".");
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /** The archives, and the folders in which some are made. */
    private static List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(DISTRIBUTION)) {
            return files.filter(file -> file.getFileName().toString().startsWith("classes-"))
                    .toList();
        }
    }

    private void first(Path folder) throws IOException, InterruptedException {
        Path workspace = folder.resolve("workspace");
        Path bare = folder.resolve("bare");
        StartRoutes.one(workspace, "workflow");
        StartRoutes.one(bare, "direct");
        Path archive = folder.resolve("bare.jsa");
        BareCommand.makeArchive(bare, archive);
        for (int round = 0; round < rounds; round++) {
            FileUtils.deleteDirectory(workspace.resolve(".serai").toFile());
            serai("Serai, a new store", workspace, WITH_ARCHIVE, StartRoutes.FIRST);
            serai("Serai", workspace, WITH_ARCHIVE, StartRoutes.FIRST);
            serai("Serai, no archive", workspace, WITHOUT_ARCHIVE, StartRoutes.FIRST);
            bare("bare Camel", BareCommand.of(bare, archive), StartRoutes.FIRST);
            bare("bare Camel, no archive", BareCommand.of(bare, null), StartRoutes.FIRST);
        }
        print("From the start of a process to the end of the first execution");
    }

    private void many(Path folder) throws IOException, InterruptedException {
        Path workspace = folder.resolve("many");
        Path bare = folder.resolve("many-bare");
        StartRoutes.many(workspace, "workflow", MANY);
        StartRoutes.many(bare, "direct", MANY);
        Path archive = folder.resolve("many-bare.jsa");
        BareCommand.makeArchive(bare, archive);
        for (int round = 0; round < rounds; round++) {
            FileUtils.deleteDirectory(workspace.resolve(".serai").toFile());
            serai("Serai, a new store", workspace, WITH_ARCHIVE, SERAI_STARTED);
            serai("Serai", workspace, WITH_ARCHIVE, SERAI_STARTED);
            bare("bare Camel", BareCommand.of(bare, archive), BareStart.STARTED);
        }
        print(String.format(Locale.ROOT, "From the start of a process until %,d workflows are loaded", MANY));
    }

    private void serai(String name, Path workspace, Map<String, String> environment, String text)
            throws IOException, InterruptedException {
        time(name, List.of(SERAI, "run", workspace.toString()), environment, text, StartedProcess::stop);
    }

    private void bare(String name, List<String> command, String text) throws IOException, InterruptedException {
        time(name, command, Map.of(), text, StartedProcess::close);
    }

    private void time(String name, List<String> command, Map<String, String> environment, String text, Ending ending)
            throws IOException, InterruptedException {
        try (StartedProcess process = StartedProcess.of(command, environment)) {
            double seconds = process.secondsUntil(text);
            results.computeIfAbsent(name, known -> new ArrayList<>())
                    .add(new double[] {seconds, process.processorSeconds()});
            ending.of(process);
        }
    }

    /** How a process is ended that was timed. */
    @FunctionalInterface
    private interface Ending {
        void of(StartedProcess process) throws IOException, InterruptedException;
    }

    private static void idle(Path folder) throws IOException, InterruptedException {
        System.out.println();
        System.out.println("Resident when idle");
        memory(
                "Serai, one workflow",
                List.of(SERAI, "run", folder.resolve("workspace").toString()));
        memory(
                "Serai, 1,000 workflows",
                List.of(SERAI, "run", folder.resolve("many").toString()));
        memory("bare Camel", BareCommand.of(folder.resolve("bare"), folder.resolve("bare.jsa")));
    }

    private static void memory(String name, List<String> command) throws IOException, InterruptedException {
        try (StartedProcess process = StartedProcess.of(command, Map.of())) {
            process.awaitQuiet();
            Optional<Map<String, Long>> memory = process.memory();
            System.out.println(memory.map(sizes -> String.format(
                            Locale.ROOT, "%-26s Rss %d MB   Pss %d MB", name, sizes.get("Rss"), sizes.get("Pss")))
                    .orElse("This system does not tell."));
        }
    }

    private void print(String title) {
        System.out.println();
        System.out.println(title);
        results.forEach((name, times) -> System.out.printf(
                Locale.ROOT,
                "%-26s min %.3f s   median %.3f s   max %.3f s   processor time min %.2f s   median %.2f s%n",
                name,
                sorted(times, 0)[0],
                median(sorted(times, 0)),
                sorted(times, 0)[times.size() - 1],
                sorted(times, 1)[0],
                median(sorted(times, 1))));
        results.clear();
    }

    private static double[] sorted(List<double[]> times, int figure) {
        return times.stream().mapToDouble(time -> time[figure]).sorted().toArray();
    }

    private static double median(double... sorted) {
        return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
                .average()
                .orElseThrow();
    }
}
