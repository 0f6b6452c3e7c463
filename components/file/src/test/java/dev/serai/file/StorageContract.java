/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.camel.ConnectorHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a route sees of files is the same wherever they lie. */
abstract class StorageContract {

    @TempDir
    private Path folder;

    private FileWorkspace files;

    /** The connector's {@code connection}, in YAML flow style; the storage is empty. */
    abstract String connection() throws Exception;

    @BeforeEach
    void connect() throws Exception {
        files = new FileWorkspace(folder, "connection: " + connection() + ", retry: { maxRetries: 0 }");
        files.start();
    }

    @AfterEach
    void close() {
        files.close();
    }

    FileWorkspace files() {
        return files;
    }

    Object call(String operation, String path) {
        return files.call(operation, Map.of("path", path));
    }

    Object write(String path, Object content) {
        return files.call("write", Map.of("path", path, "content", content));
    }

    String text(String path) {
        return (String) files.call("read", Map.of("path", path, "format", "text"));
    }

    static void assertFails(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(code));
    }

    @Test
    void whatIsWrittenIsReadStatedAndDeleted() {
        Instant before = Instant.now().minusSeconds(120);
        assertThat(write("a/b/umlaut \u00fc + %20.txt", "h\u00e4llo")).isEqualTo("a/b/umlaut \u00fc + %20.txt");

        assertThat(text("a/b/umlaut \u00fc + %20.txt")).isEqualTo("h\u00e4llo");
        assertThat(call("exists", "a/b/umlaut \u00fc + %20.txt")).isEqualTo(true);
        Map<?, ?> stat = (Map<?, ?>) call("stat", "a/b/umlaut \u00fc + %20.txt");
        assertThat(stat.get("size")).isEqualTo(6L);
        assertThat((Instant) stat.get("modified"))
                .isBetween(before, Instant.now().plusSeconds(120));
        assertThat(call("delete", "a/b/umlaut \u00fc + %20.txt")).isEqualTo(true);
        assertThat(call("delete", "a/b/umlaut \u00fc + %20.txt")).isEqualTo(false);
        assertThat(call("exists", "a/b/umlaut \u00fc + %20.txt")).isEqualTo(false);
    }

    @Test
    void aStreamOfUnknownLengthIsWritten() {
        byte[] large = new byte[20_000_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }

        assertThat(files.execute("write", Map.of("path", "large", "content", new ByteArrayInputStream(large)))
                        .metadata())
                .containsEntry("bytes", (long) large.length);
        assertThat(call("read", "large")).isEqualTo(large);
    }

    @Test
    void aContentThatBreaksOffLeavesWhatWasThere() {
        write("a", "old");
        assertFails(FileErrors.CONTENT_USED_UP, () -> write("a", breaking(12_000_000)));
        assertFails(FileErrors.CONTENT_USED_UP, () -> write("new", breaking(100)));

        assertThat(text("a")).isEqualTo("old");
        assertThat(names(Map.of("recursive", true))).containsExactly("a");
    }

    private static InputStream breaking(int after) {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken off");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(new byte[after]), broken);
    }

    @Test
    void whatIsThereIsReplacedKeptOrAFailure() {
        write("a", "1");
        Map<String, Object> second = Map.of("path", "a", "content", "2", "ifExists", "skip");
        assertThat(files.execute("write", second).metadata()).containsEntry("bytes", 0L);
        assertThat(text("a")).isEqualTo("1");
        assertFails(
                FileErrors.ALREADY_THERE,
                () -> files.call("write", Map.of("path", "a", "content", "2", "ifExists", "fail")));
        write("a", "2");
        assertThat(text("a")).isEqualTo("2");
    }

    @Test
    void additionsComeAfterWhatIsThere() {
        files.call("append", Map.of("path", "log/a", "content", "1\n"));
        files.call("append", Map.of("path", "log/a", "content", "2\n".getBytes(StandardCharsets.UTF_8)));
        assertThat(files.execute("append", Map.of("path", "log/a", "content", "3\n"))
                        .metadata())
                .containsEntry("bytes", 6L);

        assertThat(text("log/a")).isEqualTo("1\n2\n3\n");
        assertThat(names(Map.of("recursive", true))).containsExactly("log/a");
    }

    @Test
    void filesAreMovedAndCopied() {
        write("a", "1");
        write("b", "2");

        assertThat(files.call("move", Map.of("path", "a", "to", "x/y/a"))).isEqualTo("x/y/a");
        assertThat(files.call("copy", Map.of("path", "x/y/a", "to", "x/c"))).isEqualTo("x/c");
        assertFails(FileErrors.ALREADY_THERE, () -> files.call("move", Map.of("path", "b", "to", "x/c")));
        assertThat(files.call("move", Map.of("path", "b", "to", "x/c", "ifExists", "skip")))
                .isEqualTo("b");
        assertThat(text("x/c")).isEqualTo("1");
        files.call("move", Map.of("path", "b", "to", "x/c", "ifExists", "overwrite"));

        assertThat(text("x/c")).isEqualTo("2");
        assertThat(text("x/y/a")).isEqualTo("1");
        assertThat(names(Map.of("recursive", true))).containsExactly("x/c", "x/y/a");
        assertFails(FileErrors.NOT_FOUND, () -> files.call("move", Map.of("path", "b", "to", "z")));
        assertFails(FileErrors.NOT_FOUND, () -> files.call("copy", Map.of("path", "b", "to", "z")));
    }

    @Test
    void filesAreListedByPrefixAndPatternPageByPage() {
        for (String path :
                List.of("b.csv", "a.csv", "in/1.csv", "in/2.csv", "in/3.txt", "in/deep/4.csv", "inn/5.csv")) {
            write(path, path);
        }

        assertThat(names(Map.of())).containsExactly("a.csv", "b.csv");
        assertThat(names(Map.of("prefix", "in/"))).containsExactly("in/1.csv", "in/2.csv", "in/3.txt");
        assertThat(names(Map.of("prefix", "in", "recursive", true)))
                .containsExactly("in/1.csv", "in/2.csv", "in/3.txt", "in/deep/4.csv", "inn/5.csv");
        assertThat(names(Map.of("pattern", "**/*.csv", "prefix", "in/")))
                .containsExactly("in/1.csv", "in/2.csv", "in/deep/4.csv");
        assertThat(names(Map.of("prefix", "no/"))).isEmpty();
        var first = files.execute("list", Map.of("recursive", true, "limit", 3));
        assertThat(first.metadata()).containsEntry("nextCursor", "in/1.csv").containsEntry("count", 3L);
        var second = files.execute("list", Map.of("recursive", true, "limit", 10, "cursor", "in/1.csv"));
        assertThat(second.metadata()).doesNotContainKey("nextCursor").containsEntry("count", 4L);
    }

    /** The paths of all files below a folder, in their order, also of those with names that begin with a dot. */
    List<String> inside(String path) throws IOException {
        return names(Map.of("prefix", path + "/", "recursive", true)).stream()
                .map(String::valueOf)
                .toList();
    }

    private List<Object> names(Map<String, Object> input) {
        return ((List<?>) files.call("list", input))
                .stream().<Object>map(entry -> ((Map<?, ?>) entry).get("name")).toList();
    }

    @Test
    void noPathLeavesTheBase() {
        for (String path :
                List.of("../x", "a/../../x", "/etc/passwd", "..", ".", "", "a//b", "a/", "a/../b", "a\u0000")) {
            assertFails(FileErrors.PATH_REFUSED, () -> call("read", path));
            assertFails(FileErrors.PATH_REFUSED, () -> write(path, "x"));
            assertFails(FileErrors.PATH_REFUSED, () -> files.call("move", Map.of("path", "a", "to", path)));
        }
        for (String prefix : List.of("../", "/", "a/../b", "a//", "..")) {
            assertFails(FileErrors.PATH_REFUSED, () -> files.call("list", Map.of("prefix", prefix)));
        }
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatThrownBy(() -> call("read", "no/such")).hasMessageContaining("SERAI-FILE-003", "no/such");
        assertFails(FileErrors.NOT_FOUND, () -> call("stat", "no/such"));
        write("folder/a", "x");
        assertFails(FileErrors.NOT_FOUND, () -> call("stat", "folder"));
        assertThat(call("exists", "folder")).isEqualTo(false);
    }

    @Test
    void theHealthCheckSaysWhereFilesAre() {
        assertThat(files.connector().connector().healthCheck().up()).isTrue();
    }

    @Test
    void filesAreReadOnceRecordByRecordAndMovedAside() throws Exception {
        write("in/a.csv", "n\n1\n2\n");
        write("in/bad.csv", "n\n3\n");
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        files.camelContext().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("connector:box/stream?pattern=in/*.csv&pollInterval=100ms&afterSuccess=move&afterFailure=move")
                        .process(exchange -> {
                            seen.add(exchange.getMessage().getHeader(ConnectorHeaders.RESOURCE) + ":"
                                    + exchange.getMessage().getBody(Map.class).get("n"));
                            if (seen.size() == 3) {
                                throw new IllegalStateException("no more");
                            }
                        });
            }
        });

        await().atMost(Duration.ofSeconds(30))
                .until(() -> inside("in").toString().contains(".reason.txt"));
        assertThat(seen).containsExactly("in/a.csv:1", "in/a.csv:2", "in/bad.csv:3");
        assertThat(inside("in"))
                .satisfiesExactly(
                        name -> assertThat(name).matches("in/\\.done/\\d{8}-\\d{9}-a\\.csv"),
                        name -> assertThat(name).matches("in/\\.failed/\\d{8}-\\d{9}-bad\\.csv"),
                        name -> assertThat(text(name)).contains("no more"));
    }
}
