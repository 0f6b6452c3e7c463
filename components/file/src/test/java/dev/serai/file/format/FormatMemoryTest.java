/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are far larger than memory are read and written in it. */
@Tag("thorough")
class FormatMemoryTest {

    @ParameterizedTest
    @CsvSource({
        "a.csv, 2000, 256",
        "a.csv.zst, 300, 48",
        "a.csv.zip, 300, 48",
        "a.ndjson.gz, 300, 48",
        "a.json, 300, 48",
        "a.xml, 300, 48"
    })
    void manyRecordsGoForwardAndBackThroughLittleMemory(String name, String megabytes, String heap) throws Exception {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap + "m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForwardAndBack.class.getName(),
                        name,
                        megabytes))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }
}
