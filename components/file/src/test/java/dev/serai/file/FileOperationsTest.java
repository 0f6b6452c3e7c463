/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.ExecutionResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing, reading, listing and deleting. */
class FileOperationsTest extends CamelTestSupport {

    @TempDir
    Path folder;

    private FileWorkspace files;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        files = new FileWorkspace(folder, "connection: {directory: box}, retry: {maxRetries: 0}");
        return files.camelContext();
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:write").to("connector:box/write?path=orders/{number}.json");
                from("direct:read").to("connector:box/read?path=orders/{number}.json&format=json");
            }
        };
    }

    private Object write(String path, Object content) {
        return files.call("write", Map.of("path", path, "content", content));
    }

    private List<String> everything() throws IOException {
        try (Stream<Path> found = Files.walk(files.box())) {
            return found.filter(Files::isRegularFile)
                    .map(file -> files.box().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static ConnectorException failure(Throwable thrown, ErrorCode code) {
        assertThat(thrown).isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                .isEqualTo(code));
        return (ConnectorException) thrown;
    }

    @Test
    void textBytesAndStreamsAreWrittenAsTheyAre() throws Exception {
        byte[] bytes = {0, 1, -1, -128};
        ExecutionResult text = files.execute("write", Map.of("path", "a/b/text.txt", "content", "Grüße\n"));
        write("bytes.bin", bytes);
        write("stream.bin", new ByteArrayInputStream(bytes));
        write("text.json", "not json");

        assertThat(text.output()).isEqualTo("a/b/text.txt");
        assertThat(text.metadata()).isEqualTo(Map.of("path", "a/b/text.txt", "bytes", 8L));
        assertThat(files.box().resolve("a/b/text.txt")).hasContent("Grüße\n");
        assertThat(files.call("read", Map.of("path", "a/b/text.txt", "format", "text")))
                .isEqualTo("Grüße\n");
        assertThat(files.call("read", Map.of("path", "bytes.bin"))).isEqualTo(bytes);
        assertThat(files.call("read", Map.of("path", "stream.bin", "format", "bytes")))
                .isEqualTo(bytes);
        assertThat(files.call("read", Map.of("path", "text.json", "format", "text")))
                .isEqualTo("not json");
        assertThat(files.execute("read", Map.of("path", "bytes.bin")).metadata())
                .isEqualTo(Map.of("path", "bytes.bin", "bytes", 4L));
    }

    @Test
    void mapsAndListsAreWrittenAsJsonWithoutLoss() {
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("number", "A-1");
        order.put("total", new BigDecimal("12345678901234567890.10"));
        order.put("day", LocalDate.of(2026, 2, 28));
        order.put("at", Instant.parse("2026-02-28T10:00:00Z"));
        order.put("lines", List.of(Map.of("sku", "x")));
        write("order.json", order);
        files.call("write", Map.of("path", "list", "content", List.of(1, 2), "format", "json"));

        assertThat(files.box().resolve("order.json")).hasContent("""
                {
                  "number" : "A-1",
                  "total" : 12345678901234567890.10,
                  "day" : "2026-02-28",
                  "at" : "2026-02-28T10:00:00Z",
                  "lines" : [ {
                    "sku" : "x"
                  } ]
                }
                """);
        assertThat((Map<?, ?>) files.call("read", Map.of("path", "order.json", "format", "json")))
                .extracting("total")
                .isEqualTo(new BigDecimal("12345678901234567890.10"));
        assertThat(files.call("read", Map.of("path", "list", "format", "json"))).isEqualTo(List.of(1, 2));
        assertThatThrownBy(() -> write("order.txt", order))
                .hasMessageContaining("SERAI-FILE-006")
                .hasMessageContaining("Set format=json");
    }

    @Test
    void routesFillThePathFromTheMessage() {
        template.requestBody("direct:write", Map.of("number", "A-1"));

        assertThat(files.box().resolve("orders/A-1.json")).exists();
        assertThat(template.requestBodyAndHeader("direct:read", "", "number", "A-1"))
                .isEqualTo(Map.of("number", "A-1"));
    }

    @Test
    void aValueCannotLeadElsewhere() throws Exception {
        for (String value : List.of("../x", "a/b", "a\\b", "..", ".", "", "a\u0000b", "a\nb")) {
            assertThatThrownBy(() -> template.requestBody("direct:write", Map.of("number", value)))
                    .as(value)
                    .cause()
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED));
        }
        assertThat(everything()).isEmpty();
    }

    @Test
    void aPathCannotLeaveTheFolder() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(Files.createDirectory(folder.resolve("box-sibling")).resolve("x"), "secret");
        for (String path : List.of(
                "../secret.txt",
                "a/../../secret.txt",
                "/etc/hostname",
                "..",
                ".",
                "",
                "../box-sibling/x",
                folder.resolve("secret.txt").toString())) {
            assertThatThrownBy(() -> files.call("read", Map.of("path", path)))
                    .as(path)
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED));
            assertThatThrownBy(() -> write(path, "x"))
                    .as(path)
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED));
            assertThatThrownBy(() -> files.call("delete", Map.of("path", path)))
                    .as(path)
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED));
        }
        assertThat(folder.resolve("secret.txt")).hasContent("secret");
    }

    @Test
    void aSymbolicLinkCannotLeaveTheFolder() throws Exception {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createSymbolicLink(files.box().resolve("folder"), outside);
        Files.createSymbolicLink(files.box().resolve("file.txt"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(files.box().resolve("nowhere.txt"), outside.resolve("new.txt"));
        files.put("inside.txt", "inside");
        Files.createSymbolicLink(files.box().resolve("fine.txt"), files.box().resolve("inside.txt"));

        for (String path : List.of("folder/secret.txt", "folder/new/x.txt", "file.txt", "nowhere.txt")) {
            assertThatThrownBy(() -> files.call("read", Map.of("path", path)))
                    .as(path)
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED))
                    .hasMessageContaining("through a symbolic link");
            assertThatThrownBy(() -> write(path, "x"))
                    .as(path)
                    .satisfies(thrown -> failure(thrown, FileErrors.PATH_REFUSED));
        }
        assertThat(files.call("read", Map.of("path", "fine.txt", "format", "text")))
                .isEqualTo("inside");
        assertThat((List<?>) files.call("list", Map.of("recursive", true)))
                .extracting("name")
                .containsExactly("fine.txt", "inside.txt");
        assertThat(outside.resolve("new.txt")).doesNotExist();
        assertThat(outside.resolve("secret.txt")).hasContent("secret");
    }

    @Test
    void aFailedWriteLeavesTheOldFileAndNothingElse() throws Exception {
        write("a.txt", "old");
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(new byte[100_000]), closed);

        assertThatThrownBy(() -> write("a.txt", breaking))
                .satisfies(thrown -> failure(thrown, FileErrors.CONTENT_USED_UP))
                .hasMessageContaining("Stream closed")
                .hasMessageContaining("stream caching");
        assertThat(files.box().resolve("a.txt")).hasContent("old");
        assertThat(everything()).containsExactly("a.txt");
    }

    @Test
    void aReaderNeverSeesHalf() throws Exception {
        Path file = files.box().resolve("a.txt");
        String one = "1".repeat(200_000);
        String two = "2".repeat(300_000);
        write("a.txt", one);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            Future<?> writing = writer.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    write("a.txt", i % 2 == 0 ? two : one);
                }
            });
            List<String> seen = new ArrayList<>();
            while (!writing.isDone()) {
                seen.add(Files.readString(file));
            }
            writing.get(10, TimeUnit.SECONDS);

            assertThat(seen).isNotEmpty().allMatch(content -> content.equals(one) || content.equals(two));
        } finally {
            writer.shutdownNow();
        }
        assertThat(everything()).containsExactly("a.txt");
    }

    @Test
    void whatIsThereIsOverwrittenKeptOrAFailure() {
        write("a.txt", "one");
        write("a.txt", "two");
        assertThat(files.box().resolve("a.txt")).hasContent("two");

        ExecutionResult skipped =
                files.execute("write", Map.of("path", "a.txt", "content", "three", "ifExists", "skip"));
        assertThat(skipped.output()).isEqualTo("a.txt");
        assertThat(skipped.metadata()).containsEntry("bytes", 0L);
        assertThatThrownBy(() -> files.call("write", Map.of("path", "a.txt", "content", "four", "ifExists", "fail")))
                .satisfies(thrown -> failure(thrown, FileErrors.ALREADY_THERE));
        assertThat(files.box().resolve("a.txt")).hasContent("two");

        files.call("write", Map.of("path", "b.txt", "content", "five", "ifExists", "fail"));
        assertThat(files.box().resolve("b.txt")).hasContent("five");
    }

    @Test
    void onlyOneOfManyWritersMakesANewFile() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String content = "writer " + i;
                outcomes.add(writers.submit(() -> {
                    try {
                        files.call("write", Map.of("path", "a.txt", "content", content, "ifExists", "fail"));
                        return true;
                    } catch (ConnectorException e) {
                        failure(e, FileErrors.ALREADY_THERE);
                        return false;
                    }
                }));
            }
            int winners = 0;
            for (Future<Boolean> outcome : outcomes) {
                winners += outcome.get(10, TimeUnit.SECONDS) ? 1 : 0;
            }
            assertThat(winners).isEqualTo(1);
        } finally {
            writers.shutdownNow();
        }
        assertThat(everything()).containsExactly("a.txt");
    }

    @Test
    void aFileInTheWayOfAFolderIsNamed() {
        write("a", "x");

        assertThatThrownBy(() -> write("a/b.txt", "y"))
                .satisfies(thrown -> failure(thrown, FileErrors.ACCESS_FAILED))
                .hasMessageContaining("a file stands where the folder");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> files.call("read", Map.of("path", "none.txt")))
                .satisfies(thrown -> assertThat(
                                failure(thrown, FileErrors.NOT_FOUND).recoverable())
                        .isFalse())
                .hasMessageContaining(
                        "Connector 'box', operation 'read': The file none.txt cannot be read: it is not there.");
    }

    @Test
    void whatIsNotTextOrJsonIsNamed() {
        write("a.txt", "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        write("a.json", "{\n  \"a\": 1,\n  b\n}");

        assertThatThrownBy(() -> files.call("read", Map.of("path", "a.txt", "format", "text")))
                .satisfies(thrown -> failure(thrown, FileErrors.MALFORMED))
                .hasMessageContaining("The file a.txt is not UTF-8 text");
        assertThatThrownBy(() -> files.call("read", Map.of("path", "a.json", "format", "json")))
                .satisfies(thrown -> failure(thrown, FileErrors.MALFORMED))
                .hasMessageContaining("The file a.json is not JSON in line 3");
    }

    @Test
    void listsByPatternWithSizesAndMoments() throws Exception {
        files.put("a.csv", "12345");
        files.put("b.txt", "1");
        files.put("sub/c.csv", "1");
        files.put("sub/.serai-x.tmp", "half written");

        List<?> top = (List<?>) files.call("list", Map.of("pattern", "*.csv"));
        assertThat(top).hasSize(1);
        assertThat((Map<?, ?>) top.get(0)).hasSize(3).extracting("name", "size").containsExactly("a.csv", 5L);
        assertThat(((Map<?, ?>) top.get(0)).get("modified")).isInstanceOf(Instant.class);
        assertThat((List<?>) files.call("list", Map.of())).extracting("name").containsExactly("a.csv", "b.txt");
        assertThat((List<?>) files.call("list", Map.of("pattern", "*.{csv,tmp}", "recursive", true)))
                .extracting("name")
                .containsExactly("a.csv", "sub/c.csv");
        assertThat((List<?>) files.call("list", Map.of("pattern", "**/*.csv")))
                .extracting("name")
                .containsExactly("a.csv", "sub/c.csv");
        assertThat((List<?>) files.call("list", Map.of("pattern", "sub/*")))
                .extracting("name")
                .containsExactly("sub/c.csv");
        assertThatThrownBy(() -> files.call("list", Map.of("pattern", "[a")))
                .satisfies(thrown -> failure(thrown, FileErrors.OPTION_REFUSED))
                .hasMessageContaining("The pattern '[a' is not a glob");
    }

    @Test
    void deletesFilesOnceOrOftenButNoFolders() throws Exception {
        files.put("sub/a.txt", "x");

        assertThat(files.call("delete", Map.of("path", "sub/a.txt"))).isEqualTo(true);
        assertThat(files.call("delete", Map.of("path", "sub/a.txt"))).isEqualTo(false);
        assertThatThrownBy(() -> files.call("delete", Map.of("path", "sub")))
                .hasMessageContaining("Only files can be deleted");
        assertThat(files.box().resolve("sub")).isDirectory();
    }

    @Test
    void connectsOnceAndDisconnectsOnceOrOften() {
        Connector connector = files.connector().connector();

        assertThatThrownBy(connector::connect).satisfies(thrown -> failure(thrown, ConnectorErrors.ALREADY_CONNECTED));
        assertThat(connector.healthCheck().up()).isTrue();
        connector.disconnect();
        connector.disconnect();
        assertThat(connector.healthCheck().up()).isFalse();
        assertThatThrownBy(() -> write("a.txt", "x"))
                .satisfies(thrown -> failure(thrown, ConnectorErrors.NOT_CONNECTED));
        connector.connect();
        assertThat(write("a.txt", "x")).isEqualTo("a.txt");
    }

    @Test
    void aFolderThatIsMissingIsNamed() throws Exception {
        Files.createDirectory(folder.resolve("other"));
        try (FileWorkspace none =
                new FileWorkspace(folder.resolve("other"), "connection: {directory: none, create: false}")) {
            assertThatThrownBy(() -> none.connector().connector().connect())
                    .satisfies(thrown -> failure(thrown, FileErrors.UNREACHABLE))
                    .hasMessageContaining("The folder " + folder.resolve("other/none"))
                    .hasMessageContaining("is not there");
        }
    }

    @Test
    void theHealthCheckSeesThatTheFolderIsGone() throws Exception {
        Files.delete(files.box());

        assertThat(files.connector().connector().healthCheck().up()).isFalse();
        assertThat(files.connector().connector().healthCheck().message()).contains("is not there");
    }
}
