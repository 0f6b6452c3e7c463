/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataConnector;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operations make of formats, compression and bad records. */
class FileFormatsTest extends CamelTestSupport {

    @TempDir
    Path folder;

    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();
    private FileWorkspace files;

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withUseRouteBuilder(false);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        files = new FileWorkspace(folder, "connection: {directory: box}, retry: {maxRetries: 0}");
        Files.createDirectory(files.box());
        return files.camelContext();
    }

    private void stream(String options) throws Exception {
        files.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("connector:box/stream?pollInterval=50ms" + options)
                        .process(exchange -> seen.add(List.of(
                                exchange.getMessage().getBody(),
                                String.valueOf(exchange.getMessage().getHeader("CamelSeraiEntry")),
                                exchange.getMessage().getHeader("CamelSeraiRecordId"))));
            }
        });
    }

    @Test
    void divertedRecordsLieBesideTheFileWhereNoStreamReadsThem() throws Exception {
        files.put("in/a.csv", "a,b\n1,2\n\"x\"y,3\n4,5\n");
        stream("&pattern=**/*&onBadRecord=divert");
        Path bad = files.box().resolve("in/.bad/a.csv.ndjson");

        await().until(() -> Files.exists(bad));
        assertThat(seen)
                .containsExactly(
                        List.of(Map.of("a", "1", "b", "2"), "null", "1"),
                        List.of(Map.of("a", "4", "b", "5"), "null", "3"));
        assertThat(Files.readString(bad))
                .startsWith("{\"file\":\"in/a.csv\",\"line\":3,\"record\":2,\"reason\":\"this is not CSV: ")
                .endsWith(",\"raw\":\"\\\"x\\\"y,3\"}\n");
    }

    @Test
    void recordsOfAZipNameTheirEntry() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.csv"));
            zip.write("a\n1\n".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("b.json"));
            zip.write("[{\"b\": 2}]".getBytes(StandardCharsets.UTF_8));
        }
        files.put("both.zip", out.toByteArray());
        stream("&pattern=*.zip");

        await().until(() -> seen.size() == 2);
        assertThat(seen)
                .containsExactly(List.of(Map.of("a", "1"), "a.csv", "1"), List.of(Map.of("b", 2), "b.json", "2"));
    }

    @Test
    void aPageSaysHowManyRecordsWereBad() throws Exception {
        files.start();
        files.put("a.ndjson", "{\"a\": 1}\nx\n{\"a\": 2}\ny\n{\"a\": 3}\n");
        Map<String, Object> skipping = Map.of("resource", "a.ndjson", "onBadRecord", "skip", "limit", 2, "total", true);
        ExecutionResult first = files.execute("fetch", skipping);

        assertThat(first.output()).isEqualTo(List.of(Map.of("a", 1), Map.of("a", 2)));
        assertThat(first.metadata()).containsEntry("badRecords", 2L).containsEntry("totalCount", 3L);
        assertThat(files.call(
                        "fetch",
                        Map.of(
                                "resource", "a.ndjson",
                                "onBadRecord", "skip",
                                "cursor", first.metadata().get("nextCursor"))))
                .isEqualTo(List.of(Map.of("a", 3)));
        assertThatThrownBy(() -> files.call("fetch", Map.of("resource", "a.ndjson")))
                .hasMessageContaining("line 2: this is not a JSON object")
                .hasMessageContaining("It is record 2.");
        assertThatThrownBy(() -> files.call("fetch", Map.of("resource", "a.ndjson", "onBadRecord", "divert")))
                .hasMessageContaining("Expected one of: stop, skip");
    }

    @Test
    void recordsAreWrittenAsThePathOrTheOptionSays() throws Exception {
        files.start();
        List<Map<String, Object>> records = List.of(Map.of("a", 1), Map.of("a", 2));
        files.call("write", Map.of("path", "a.csv", "content", records));
        files.call("write", Map.of("path", "one.csv", "content", records.get(0)));
        files.call("write", Map.of("path", "a.txt", "content", records.iterator(), "format", "ndjson"));
        files.call("write", Map.of("path", "a.json", "content", records.stream()));
        files.call("write", Map.of("path", "list.json", "content", records));

        assertThat(files.box().resolve("a.csv")).hasContent("a\r\n1\r\n2\r\n");
        assertThat(files.box().resolve("one.csv")).hasContent("a\r\n1\r\n");
        assertThat(files.box().resolve("a.txt")).hasContent("{\"a\":1}\n{\"a\":2}\n");
        assertThat(Files.readString(files.box().resolve("a.json")))
                .isEqualTo(Files.readString(files.box().resolve("list.json")));
    }

    @Test
    void bytesAreCompressedOnlyWhenToldSo() throws Exception {
        files.start();
        files.call("write", Map.of("path", "as-it-is.gz", "content", "x"));
        files.call("write", Map.of("path", "told", "content", "x", "compression", "gzip"));
        files.call("write", Map.of("path", "a.csv.gz", "content", Map.of("a", 1)));

        assertThat(files.box().resolve("as-it-is.gz")).hasContent("x");
        assertThat(new GZIPInputStream(Files.newInputStream(files.box().resolve("told"))).readAllBytes())
                .isEqualTo(new byte[] {'x'});
        assertThat(new GZIPInputStream(new ByteArrayInputStream(
                                Files.readAllBytes(files.box().resolve("a.csv.gz"))))
                        .readAllBytes())
                .isEqualTo("a\r\n1\r\n".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void recordsAreAppendedWhereAFileCanGoOn() throws Exception {
        files.start();
        Map<String, Object> record = Map.of("a", 1);
        files.call("append", Map.of("path", "a.csv.gz", "content", record));
        files.call("append", Map.of("path", "a.csv.gz", "content", record, "header", false));
        files.call("append", Map.of("path", "a.ndjson", "content", record));
        files.call("append", Map.of("path", "a.ndjson", "content", record));

        assertThat(files.call("fetch", Map.of("resource", "a.csv.gz")))
                .isEqualTo(List.of(Map.of("a", "1"), Map.of("a", "1")));
        assertThat(files.call("fetch", Map.of("resource", "a.ndjson"))).isEqualTo(List.of(record, record));
        for (String path : List.of("a.xml", "a.csv.zip")) {
            assertThatThrownBy(() -> files.call("append", Map.of("path", path, "content", record)))
                    .hasMessageContaining("SERAI-FILE-009")
                    .hasMessageContaining("has an end behind which nothing can stand");
        }
    }

    @Test
    void aRecordThatIsRefusedLeavesNoFileBehind() throws Exception {
        files.start();
        assertThatThrownBy(() -> files.call(
                        "write", Map.of("path", "a.csv", "content", List.of(Map.of("a", 1), Map.of("b", 2)))))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(FileErrors.CONTENT_REFUSED))
                .hasMessageContaining("record 2 cannot be written: there is no column 'b'");

        assertThat(files.box()).isEmptyDirectory();
    }

    @Test
    void aFileIsCopiedFromOneFormatIntoAnother() throws Exception {
        files.start();
        files.call(
                "write",
                Map.of("path", "a.csv", "content", IntStream.range(0, 5_000).mapToObj(i -> Map.of("a", i))));
        try (RecordCursor records =
                ((DataConnector) files.connector().connector()).stream(new StreamRequest("a.csv", Map.of()))) {
            files.call("write", Map.of("path", "a.xml.zst", "content", records));
        }

        assertThat(files.execute("fetch", Map.of("resource", "a.xml.zst", "offset", 4_999, "total", true)))
                .satisfies(result -> {
                    assertThat(result.output()).isEqualTo(List.of(Map.of("a", "4999")));
                    assertThat(result.metadata()).containsEntry("totalCount", 5_000L);
                });
    }
}
