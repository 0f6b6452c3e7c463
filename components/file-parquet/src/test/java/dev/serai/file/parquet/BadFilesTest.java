/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are cut off, damaged or no Parquet at all; and what reading leaves on the disk. */
class BadFilesTest {

    @TempDir
    private Path folder;

    private ParquetWorkspace files;
    private byte[] good;

    @BeforeEach
    void start() throws IOException {
        files = new ParquetWorkspace(folder);
        files.write(
                "good.parquet", IntStream.range(0, 20_000).mapToObj(i -> Map.of("number", i, "text", "customer " + i)));
        good = Files.readAllBytes(folder.resolve("good.parquet"));
    }

    @AfterEach
    void stop() {
        files.close();
    }

    private void assertMalformed(byte[] content, String words) throws IOException {
        Files.write(folder.resolve("bad.parquet"), content);
        assertThatThrownBy(() -> files.read("bad.parquet"))
                .hasMessageContaining("SERAI-FILE-008: Connector 'box', operation 'read': The file bad.parquet")
                .hasMessageContaining(words);
        assertThat(temporary()).isEmpty();
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> found = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return found.filter(file -> file.getFileName().toString().startsWith("serai-parquet-"))
                    .toList();
        }
    }

    @Test
    void whatIsNoParquetIsNamed() throws Exception {
        assertMalformed(new byte[0], "this is not Parquet: it has only 0 bytes");
        assertMalformed("a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8), "it does not begin with PAR1");
        assertMalformed(Arrays.copyOf(good, good.length / 2), "it is cut off");
        byte[] encrypted = good.clone();
        encrypted[good.length - 1] = 'E';
        assertMalformed(encrypted, "it is encrypted");
    }

    @Test
    void aDamagedDescriptionIsNamed() throws Exception {
        byte[] bad = good.clone();
        Arrays.fill(bad, good.length - 200, good.length - 8, (byte) 0x7F);
        assertMalformed(bad, "the description of its columns at its end is damaged");
        byte[] length = good.clone();
        Arrays.fill(length, good.length - 8, good.length - 4, (byte) 0x7F);
        assertMalformed(length, "the description of its columns at its end is damaged");
    }

    @Test
    void aDamagedPageIsNamedWithTheRecord() throws Exception {
        byte[] bad = good.clone();
        Arrays.fill(bad, 200, 2000, (byte) 0x55);
        assertMalformed(bad, "record 1 cannot be read, nor what follows");
    }

    @Test
    void theTemporaryFileIsGoneWhenAStreamIsClosed() throws Exception {
        Object stream = files.execute(
                        "read", Map.of("path", "good.parquet", "format", "parquet", "fetchMode", "stream"))
                .output();
        Iterator<?> records = (Iterator<?>) stream;
        assertThat(records.next()).isEqualTo(Map.of("number", 0, "text", "customer 0"));
        assertThat(temporary()).hasSize(1);
        ((AutoCloseable) stream).close();

        assertThat(temporary()).isEmpty();
        assertThat(records.hasNext()).isFalse();
    }

    @Test
    void theTemporaryFileHasABound() throws Exception {
        assertThatThrownBy(() ->
                        files.execute("read", Map.of("path", "good.parquet", "format", "parquet", "maxSize", 1000)))
                .hasMessageContaining("SERAI-FILE-012")
                .hasMessageContaining("it has more than 1000 bytes ('maxSize')");
        assertThat(temporary()).isEmpty();
    }
}
