/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.commons.io.FileUtils;

/** A large CSV file read into records and written from them, in a process that has less memory than the file takes. */
public final class CsvFile {

    /** Of the file, in megabytes. */
    public static final int SIZE = 200;

    /** What the process that reads and writes has, in megabytes. */
    private static final int HEAP = 128;

    private final int size;
    private final int rounds;

    /**
     * @param size of the file, in megabytes
     * @param rounds of each way
     */
    public CsvFile(int size, int rounds) {
        this.size = size;
        this.rounds = rounds;
    }

    /** Runs it and prints tables. */
    public void run() throws Exception {
        Path folder = Files.createTempDirectory("serai-bench-");
        try {
            long records = write(folder.resolve(CsvWork.FILE));
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx" + HEAP + "m",
                            "-Dlogback.configurationFile=logback-bench.xml",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CsvWork.class.getName(),
                            folder.toString(),
                            Long.toString(records),
                            Integer.toString(rounds)))
                    .inheritIO()
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("The process that reads and writes failed.");
            }
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private long write(Path file) throws IOException {
        long records = 0;
        long left = (long) size << 20;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,customer,total,placed,note\r\n");
            while (left > 0) {
                String row = String.format(
                        Locale.ROOT,
                        "%d,customer %d,%d.%02d,2026-11-01T12:%02d:%02d,\"as ordered, no. %d\"\r\n",
                        records,
                        records % 1000,
                        records / 100,
                        records % 100,
                        records / 60 % 60,
                        records % 60,
                        records);
                out.write(row);
                left -= row.length();
                records++;
            }
        }
        return records;
    }
}
