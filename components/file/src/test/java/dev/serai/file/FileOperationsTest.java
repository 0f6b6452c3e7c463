/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ExecutionResult;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Writing, reading, listing and deleting. */
class FileOperationsTest extends FolderOperationTest {

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
}
