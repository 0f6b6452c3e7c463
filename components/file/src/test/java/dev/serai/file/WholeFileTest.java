/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ExecutionResult;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code read} gives of a file, and that {@code write} and {@code append} are its other side. */
class WholeFileTest extends FolderOperationTest {

    private static final String BAD = "a,b\n1,2\n\"x\"y,3\n4,5\n";

    private Object read(String path, Object... options) {
        return result(path, options).output();
    }

    private ExecutionResult result(String path, Object... options) {
        Map<String, Object> input = new LinkedHashMap<>(Map.of("path", path));
        for (int i = 0; i < options.length; i += 2) {
            input.put((String) options[i], options[i + 1]);
        }
        return files.execute("read", input);
    }

    @ParameterizedTest
    @CsvSource({
        "csv, ''", "csv, .gz", "csv, .zip", "csv, .zst",
        "ndjson, ''", "ndjson, .gz", "ndjson, .zip", "ndjson, .zst",
        "json, ''", "json, .gz", "json, .zip", "json, .zst",
        "xml, ''", "xml, .gz", "xml, .zip", "xml, .zst",
        "lines, ''", "lines, .gz", "lines, .zip", "lines, .zst"
    })
    void everyFormatGoesThroughEveryCompressionBothWays(String format, String ending) {
        String path = "a." + format + ending;
        List<Map<String, Object>> records = List.of(Map.of("line", "one"), Map.of("line", "two"));
        files.call("write", Map.of("path", path, "content", records.iterator(), "format", format));

        assertThat(read(path, "format", format)).isEqualTo(records);
        assertThat(result(path, "format", format, "recordsPath", "").metadata())
                .isEqualTo(Map.of("path", path, "count", 2L, "badRecords", 0L));
        Iterator<?> stream = (Iterator<?>) read(path, "format", format, "fetchMode", "stream");
        List<Object> streamed = new ArrayList<>();
        stream.forEachRemaining(streamed::add);
        assertThat(streamed).isEqualTo(records);
        assertThat(files.call("fetch", Map.of("resource", path, "format", format)))
                .isEqualTo(records);
    }

    @ParameterizedTest
    @CsvSource({"gzip, .gz", "zstd, .zst", "zip, .zip"})
    void bytesAndTextAreDecompressedWhenToldOrSeen(String compression, String ending) throws Exception {
        String path = "a.txt" + ending;
        files.call("write", Map.of("path", path, "content", "Grüße", "compression", compression));
        byte[] packed = Files.readAllBytes(files.box().resolve(path));
        byte[] bytes = "Grüße".getBytes(StandardCharsets.UTF_8);

        assertThat(read(path)).isEqualTo(packed);
        assertThat(read(path, "compression", "auto")).isEqualTo(bytes);
        assertThat(read(path, "compression", compression)).isEqualTo(bytes);
        assertThat(read(path, "format", "text")).isEqualTo("Grüße");
        try (InputStream stream = (InputStream) read(path, "fetchMode", "stream", "compression", "auto")) {
            assertThat(stream.readAllBytes()).isEqualTo(bytes);
        }
        try (InputStream stream = (InputStream) read(path, "fetchMode", "stream")) {
            assertThat(stream.readAllBytes()).isEqualTo(packed);
        }
    }

    @ParameterizedTest
    @CsvSource({"csv, .gz", "ndjson, .gz", "lines, .gz", "csv, .zst", "ndjson, .zst", "lines, .zst", "csv, ''"})
    void additionsAreReadWithWhatWasThereBefore(String format, String ending) {
        String path = "a." + format + ending;
        for (String line : List.of("one", "two", "three")) {
            Map<String, Object> input =
                    new LinkedHashMap<>(Map.of("path", path, "content", Map.of("line", line), "format", format));
            input.put("header", line.equals("one"));
            files.call("append", input);
        }

        assertThat(read(path, "format", format))
                .isEqualTo(List.of(Map.of("line", "one"), Map.of("line", "two"), Map.of("line", "three")));
    }

    @Test
    void autoGoesByTheName() throws Exception {
        files.put("a.csv", "a\n1\n");
        files.put("a.json", "{\"a\": [1, 2]}");
        files.put("a.jsonl", "{\"a\": 1}\n");

        assertThat(read("a.csv", "format", "auto")).isEqualTo(List.of(Map.of("a", "1")));
        assertThat(read("a.json", "format", "auto")).isEqualTo(Map.of("a", List.of(1, 2)));
        assertThat(read("a.jsonl", "format", "auto")).isEqualTo(List.of(Map.of("a", 1)));
    }

    @Test
    void textIsInItsCharsetWithoutItsMark() throws Exception {
        files.put("mark.txt", "\uFEFFa");
        files.put("latin.txt", "é".getBytes(StandardCharsets.ISO_8859_1));
        files.put("utf16.txt", "é".getBytes(StandardCharsets.UTF_16));

        assertThat(read("mark.txt", "format", "text")).isEqualTo("a");
        assertThat(read("latin.txt", "format", "text", "charset", "ISO-8859-1")).isEqualTo("é");
        assertThat(read("utf16.txt", "format", "text", "charset", "UTF-16")).isEqualTo("é");
    }

    @Test
    void moreThanMemoryMayHoldIsRefused() throws Exception {
        files.put("a.csv", "a\n" + "x".repeat(50) + "\n" + "y".repeat(50) + "\n");
        files.call("write", Map.of("path", "zeros.gz", "content", new byte[1000], "compression", "gzip"));

        for (Object[] options : List.of(
                new Object[] {"maxInMemory", 100},
                new Object[] {"maxInMemory", 100, "format", "text"},
                new Object[] {"maxInMemory", 100, "format", "json"},
                new Object[] {"maxInMemory", 300, "format", "csv"})) {
            assertThatThrownBy(() -> read("a.csv", options))
                    .hasMessageContaining("SERAI-FILE-015")
                    .hasMessageContaining("The file a.csv would take more than " + options[1] + " bytes of memory")
                    .hasMessageContaining("fetchMode=stream");
        }
        assertThatThrownBy(() -> read("zeros.gz", "maxInMemory", 999, "compression", "auto"))
                .hasMessageContaining("SERAI-FILE-015");
        assertThat((byte[]) read("zeros.gz", "maxInMemory", 1000, "compression", "auto"))
                .hasSize(1000);
        Iterator<?> stream = (Iterator<?>) read("a.csv", "maxInMemory", 1, "format", "csv", "fetchMode", "stream");
        assertThat(stream).toIterable().hasSize(2);
    }

    @Test
    void badRecordsStopAreLeftOutOrPutAside() throws Exception {
        files.put("in/a.csv", BAD);
        List<Map<String, String>> good = List.of(Map.of("a", "1", "b", "2"), Map.of("a", "4", "b", "5"));

        assertThatThrownBy(() -> read("in/a.csv", "format", "csv"))
                .hasMessageContaining("SERAI-FILE-008")
                .hasMessageContaining("line 3")
                .hasMessageContaining("It is record 2.");
        ExecutionResult skipped = result("in/a.csv", "format", "csv", "onBadRecord", "skip");
        assertThat(skipped.output()).isEqualTo(good);
        assertThat(skipped.metadata()).containsEntry("badRecords", 1L);
        assertThat(everything()).containsExactly("in/a.csv");

        assertThat(read("in/a.csv", "format", "csv", "onBadRecord", "divert")).isEqualTo(good);
        assertThat(files.box().resolve("in/.bad/a.csv.ndjson")).content().contains("\"record\":2");
    }

    @Test
    void aStreamPutsBadRecordsAsideAtItsEnd() throws Exception {
        files.put("a.csv", BAD);
        Iterator<?> stream =
                (Iterator<?>) read("a.csv", "format", "csv", "onBadRecord", "divert", "fetchMode", "stream");
        stream.next();
        stream.next();
        assertThat(everything()).containsExactly("a.csv");

        assertThat(stream.hasNext()).isFalse();
        assertThat(everything()).containsExactly(".bad/a.csv.ndjson", "a.csv");
    }

    @Test
    void anArrayWithinADocumentIsRecords() throws Exception {
        files.put("a.json", "{\"data\": {\"items\": [{\"a\": 1}, {\"a\": 2}]}}");

        assertThat(read("a.json", "format", "json", "recordsPath", "/data/items"))
                .isEqualTo(List.of(Map.of("a", 1), Map.of("a", 2)));
    }

    @Test
    void aZipOfManyFilesIsRecordsButNotBytes() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("a.csv", "b.csv")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("a\n1\n".getBytes(StandardCharsets.UTF_8));
            }
        }
        files.put("two.zip", out.toByteArray());
        ByteArrayOutputStream none = new ByteArrayOutputStream();
        new ZipOutputStream(none).close();
        files.put("none.zip", none.toByteArray());

        assertThat(read("two.zip", "format", "auto")).isEqualTo(List.of(Map.of("a", "1"), Map.of("a", "1")));
        assertThatThrownBy(() -> read("two.zip", "format", "text"))
                .hasMessageContaining("SERAI-FILE-008")
                .hasMessageContaining("the zip holds more than one file, another being 'b.csv'");
        assertThatThrownBy(() -> read("none.zip", "format", "text")).hasMessageContaining("the zip holds no file");
    }

    @Test
    void aBombIsRefusedWhateverIsAskedFor() {
        files.call("write", Map.of("path", "bomb.gz", "content", new byte[4 << 20], "compression", "gzip"));

        for (String format : List.of("text", "csv")) {
            assertThatThrownBy(() -> read("bomb.gz", "format", format)).hasMessageContaining("SERAI-FILE-012");
        }
    }

    @Test
    void textComesAsAWhole() {
        write("a.txt", "x");

        assertThatThrownBy(() -> read("a.txt", "format", "text", "fetchMode", "stream"))
                .hasMessageContaining("SERAI-FILE-009")
                .hasMessageContaining("format=lines");
    }

    @Test
    void aRouteThatLeavesAStreamOpenClosesIt() throws Exception {
        files.put("a.csv", "a\n1\n2\n");
        AtomicReference<Iterator<?>> left = new AtomicReference<>();
        AtomicReference<InputStream> bytes = new AtomicReference<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:records")
                        .to("connector:box/read?path=a.csv&format=csv&fetchMode=stream")
                        .process(exchange -> {
                            left.set(exchange.getMessage().getBody(Iterator.class));
                            assertThat(left.get().next()).isEqualTo(Map.of("a", "1"));
                        });
                from("direct:bytes")
                        .streamCache("false")
                        .to("connector:box/read?path=a.csv&fetchMode=stream")
                        .process(exchange -> {
                            bytes.set((InputStream) exchange.getMessage().getBody());
                            assertThat(bytes.get().read()).isEqualTo('a');
                            exchange.getMessage().setBody("done");
                        });
            }
        });
        template.requestBody("direct:records", "");
        template.requestBody("direct:bytes", "");

        assertThat(left.get().hasNext()).isFalse();
        assertThatThrownBy(() -> bytes.get().read()).hasMessageContaining("Stream closed");
    }
}
