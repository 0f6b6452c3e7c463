/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.sql;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.io.FileUtils;

/**
 * A large CSV file loaded into PostgreSQL by a route, in a process that has less memory than the records would take, beside
 * {@code psql} and the driver's own COPY of the same file.
 */
public final class CsvLoad {

    public static final int RECORDS = 1_000_000;

    /** What the process that loads has, in megabytes. */
    private static final int HEAP = 256;

    private final int records;
    private final int rounds;

    /**
     * @param records of the file
     * @param rounds of each way
     */
    public CsvLoad(int records, int rounds) {
        this.records = records;
        this.rounds = rounds;
    }

    /** Runs it and prints a table. */
    public void run() throws Exception {
        Path folder = Files.createTempDirectory("serai-bench-");
        try {
            write(folder.resolve(CsvLoading.FILE));
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + HEAP + "m",
                            "-Dlogback.configurationFile=logback-bench.xml",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CsvLoading.class.getName(),
                            folder.toString(),
                            Integer.toString(records),
                            Integer.toString(rounds)))
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The process that loads failed.");
            }
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,customer,total,placed,note\n");
            for (int id = 0; id < records; id++) {
                out.write(String.format(
                        Locale.ROOT,
                        "%d,customer %d,%d.%02d,2026-11-01T12:%02d:%02d,\"as ordered, no. %d\"%n",
                        id,
                        id % 1000,
                        id / 100,
                        id % 100,
                        id / 60 % 60,
                        id % 60,
                        id));
            }
        }
    }
}
