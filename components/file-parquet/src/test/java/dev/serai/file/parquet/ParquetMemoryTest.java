/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file with many times as much as memory holds is written and read in it. */
@Tag("thorough")
class ParquetMemoryTest {

    private static final long ROWS = 8_000_000;

    @TempDir
    private Path folder;

    @Test
    void manyRecordsGoForwardAndBackThroughLittleMemory() throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ParquetMemoryTest.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(folder.resolve("a.parquet")).isRegularFile();
    }

    /** @param arguments the folder */
    public static void main(String[] arguments) throws Exception {
        try (ParquetWorkspace files = new ParquetWorkspace(Path.of(arguments[0]))) {
            files.write(
                    "a.parquet",
                    LongStream.range(0, ROWS).mapToObj(i -> Map.of("id", i, "note", "as ordered, no. " + i * 7919)));
            Iterator<?> records = (Iterator<?>)
                    files.execute("read", Map.of("path", "a.parquet", "format", "auto", "fetchMode", "stream"))
                            .output();
            for (long i = 0; i < ROWS; i++) {
                Object record = records.next();
                if (!record.equals(Map.of("id", i, "note", "as ordered, no. " + i * 7919))) {
                    throw new IllegalStateException("The record " + record + " came in place of " + i + ".");
                }
            }
            if (records.hasNext()) {
                throw new IllegalStateException("More records came than were written.");
            }
        }
    }
}
