/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.ZstdOutputStream;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import dev.serai.connector.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** Compressed files, within bounds. */
class CompressionTest {

    private static final byte[] ROWS = "a\n1\n2\n".getBytes(StandardCharsets.UTF_8);

    /** Makes a stream that compresses what is written to it. */
    private interface Compressor {
        OutputStream over(OutputStream out) throws IOException;
    }

    private static byte[] compressed(Compressor compressor, byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream compressing = compressor.over(out)) {
            compressing.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zip(String... namesAndContents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static void assertRefused(byte[] content, Map<String, Object> options, ErrorCode code, String words) {
        assertThatThrownBy(() -> Streams.read("x", content, options))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(code))
                .hasMessageContaining(words);
    }

    @Test
    void aCompressionIsToldByTheFirstBytesOrTheOption() throws Exception {
        Map<String, byte[]> files = Map.of(
                "none", ROWS,
                "gzip", compressed(GZIPOutputStream::new, ROWS),
                "zstd", compressed(ZstdOutputStream::new, ROWS),
                "zip", zip("a.csv", "a\n1\n2\n"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            for (String compression : List.of("auto", file.getKey())) {
                assertThat(Streams.read("x", file.getValue(), Map.of("compression", compression)))
                        .as(file.getKey())
                        .extracting(record -> record.data().get("a"))
                        .containsExactly("1", "2");
            }
        }
        for (String compression : List.of("gzip", "zstd")) {
            assertRefused(ROWS, Map.of("compression", compression), FormatErrors.MALFORMED, "The file x: ");
        }
        assertThat(Streams.read(
                        "x.json.gz",
                        compressed(GZIPOutputStream::new, "[{}]".getBytes(StandardCharsets.UTF_8)),
                        Map.of()))
                .hasSize(1);
    }

    /** As tools write them that compress in parallel, or append. */
    @Test
    void compressedPartsBehindOneAnotherAreOneFile() throws Exception {
        for (Compressor compressor : List.<Compressor>of(GZIPOutputStream::new, ZstdOutputStream::new)) {
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.write(compressed(compressor, ROWS));
            both.write(compressed(compressor, "3\n".getBytes(StandardCharsets.UTF_8)));

            assertThat(Streams.read("x", both.toByteArray(), Map.of())).hasSize(3);
        }
    }

    @Test
    void theEntriesOfAZipFollowOneAnotherEachInItsFormat() throws Exception {
        byte[] zip =
                zip("in/", "", "in/a.csv", "a\n1\n2\n", "b.ndjson", "{\"b\": 3}", "in/empty.csv", "", "c.csv", "c\n4");
        List<DataRecord> records = Streams.read("x.zip", zip, Map.of());

        assertThat(records)
                .extracting(DataRecord::data)
                .containsExactly(Map.of("a", "1"), Map.of("a", "2"), Map.of("b", 3), Map.of("c", "4"));
        assertThat(records).extracting(DataRecord::id).containsExactly("1", "2", "3", "4");
        assertThat(records)
                .extracting(record ->
                        record.metadata().get("entry") + ":" + record.metadata().get("line"))
                .containsExactly("in/a.csv:2", "in/a.csv:3", "b.ndjson:1", "c.csv:2");
        assertThat(Streams.read("x.zip", zip(), Map.of())).isEmpty();
        assertRefused(
                zip("a.csv", "a\n\"1\"2\n"), Map.of(), FormatErrors.MALFORMED, "The file x, entry a.csv, line 2: ");
    }

    @Test
    void namesThatLeadOutOfAZipAreRefused() throws Exception {
        for (String name : List.of("../a.csv", "in/../../a", "in\\..\\a", "/etc/passwd", "C:\\a", "\\a", "a\nb")) {
            assertRefused(zip(name, "a\n1\n"), Map.of(), FormatErrors.ARCHIVE_REFUSED, "leads out of the archive");
        }
        assertThat(Streams.read("x", zip("..a/b..csv", "a\n1\n"), Map.of())).hasSize(1);
    }

    @Test
    void entriesAndSizesAreBounded() throws Exception {
        byte[] zip = zip("a.csv", "a\n1\n", "b.csv", "a\n2\n");

        assertThat(Streams.read("x", zip, Map.of("maxEntries", 2, "maxSize", 8)))
                .hasSize(2);
        assertRefused(zip, Map.of("maxEntries", 1), FormatErrors.ARCHIVE_REFUSED, "more than 1 entries ('maxEntries')");
        assertRefused(zip, Map.of("maxSize", 7), FormatErrors.ARCHIVE_REFUSED, "more than 7 bytes ('maxSize')");
        assertRefused(
                compressed(GZIPOutputStream::new, ROWS),
                Map.of("maxSize", 5),
                FormatErrors.ARCHIVE_REFUSED,
                "more than 5 bytes ('maxSize')");
    }

    /** Four gigabytes in a few megabytes: nobody unpacks much of it to know. */
    @Test
    void aBombIsRefusedAfterItsFirstMegabytes() throws Exception {
        byte[] part = compressed(GZIPOutputStream::new, new byte[64 << 20]);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 64; i++) {
            out.write(part);
        }
        byte[] bomb = out.toByteArray();
        assertThat(bomb.length).isLessThan(8 << 20);
        long[] read = new long[1];
        InputStream counting = new FilterInputStream(new ByteArrayInputStream(bomb)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = super.read(target, offset, length);
                read[0] += count;
                return count;
            }
        };

        // With records as large as the bound allows, the archive's own bound must speak first.
        assertThatThrownBy(() -> Streams.open("x", counting, Map.of("maxRecordSize", 256 << 20, "maxRatio", 200))
                        .forEachRemaining(record -> {}))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(FormatErrors.ARCHIVE_REFUSED))
                .hasMessageContaining("more than 200 times as large as it is ('maxRatio')");
        assertThat(read[0]).isLessThan(1 << 20);
    }

    @Test
    void leavingOutAnEntryDoesNotLeaveOutItsBounds() throws Exception {
        byte[] zip = zip("a.json", "{\"a\": 1}" + " ".repeat(4 << 20), "b.csv", "a\n1\n");

        assertRefused(zip, Map.of("maxRatio", 100), FormatErrors.ARCHIVE_REFUSED, "'maxRatio'");
    }

    @Test
    void damageIsNamed() throws Exception {
        Random random = new Random(1);
        byte[] content = new byte[200_000];
        random.nextBytes(content);
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i % 50 == 49 ? '\n' : 'a' + (content[i] & 15));
        }
        for (Compressor compressor : List.<Compressor>of(GZIPOutputStream::new, ZstdOutputStream::new)) {
            byte[] whole = compressed(compressor, content);
            byte[] cut = Arrays.copyOf(whole, whole.length / 2);

            assertThat(Streams.read("x", whole, Map.of("format", "lines"))).hasSize(4000);
            assertRefused(cut, Map.of("format", "lines"), FormatErrors.MALFORMED, "its compressed content is damaged");
        }
        byte[] zip = zip("a.csv", "a\n" + "1\n".repeat(1000));
        assertRefused(Arrays.copyOf(zip, 45), Map.of(), FormatErrors.MALFORMED, "The file x");
    }
}
