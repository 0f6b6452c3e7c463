/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record that does not fit is refused with its number, and no file is left behind. */
class RefusedRecordsTest {

    @TempDir
    private Path folder;

    private ParquetWorkspace files;

    @BeforeEach
    void start() {
        files = new ParquetWorkspace(folder);
    }

    @AfterEach
    void stop() {
        files.close();
    }

    private void assertRefused(Object records, Map<String, Object> options, String... words) {
        assertThatThrownBy(() -> files.write("a.parquet", records, options)).hasMessageContainingAll(words);
        assertThat(folder).isEmptyDirectory();
    }

    private static Stream<Map<String, Object>> after(int count, Map<String, Object> usual, Map<String, Object> last) {
        return Stream.concat(IntStream.range(0, count).mapToObj(i -> usual), Stream.of(last));
    }

    @Test
    void amongTheFirstRecords() {
        assertRefused(
                List.of(Map.of("a", 1), Map.of("a", "x")),
                Map.of(),
                "SERAI-FILE-006",
                "record 2 cannot be written: the value of 'a' is TEXT, and was INT in a record before");
        assertRefused(List.of(Map.of("a", 0.5), Map.of("a", new BigDecimal("0.1"))), Map.of(), "record 2", "Bring all");
        assertRefused(
                List.of(Map.of("a", URI.create("x"))), Map.of(), "record 1", "java.net.URI", "Convert it to text");
        assertRefused(
                List.of(Map.of("a", 1), Map.of("a", 0.5), Map.of("a", Long.MAX_VALUE)),
                Map.of(),
                "record 3",
                "'9223372036854775807', which does not fit into optional double a without loss");
    }

    @Test
    void behindTheFirstRecords() {
        assertRefused(after(1500, Map.of("a", 1), Map.of("b", 1)), Map.of(), "record 1501", "there is no column 'b'");
        assertRefused(after(1500, Map.of("a", 1), Map.of("a", "x")), Map.of(), "record 1501", "is a String, 'x'");
        assertRefused(after(1500, Map.of("a", 1), Map.of("a", 1L << 40)), Map.of(), "record 1501", "is a Long");
        assertRefused(
                after(1000, Map.of("a", new BigDecimal("1.5")), Map.of("a", new BigDecimal("1.55"))),
                Map.of(),
                "record 1001",
                "'1.55', which does not fit into");
        assertRefused(
                after(1000, Map.of("a", Instant.EPOCH), Map.of("a", Instant.ofEpochSecond(0, 1))),
                Map.of(),
                "record 1001",
                "say in 'schema' what the column is");
    }

    @Test
    void byASchema() {
        Map<String, Object> schema = Map.of(
                "schema",
                "message m { required int32 a; optional group l (LIST) {"
                        + " repeated group list { required int32 element; } } }");
        assertRefused(List.of(Map.of("a", 1), Map.of()), schema, "record 2", "'a' has no value");
        assertRefused(
                List.of(Map.of("a", 1, "l", java.util.Collections.singletonList(null))),
                schema,
                "record 1",
                "'l[]' holds null");
        assertRefused(List.of(Map.of("a", 1, "l", "x")), schema, "does not fit into a list");
    }

    @Test
    void withoutColumns() {
        assertRefused(List.of(), Map.of(), "SERAI-FILE-009", "there is no record with keys", "Set 'schema'");
        assertRefused(List.of(Map.of("a", Map.of())), Map.of(), "the maps in 'a' have no keys");
    }

    @Test
    void anEmptyFileHasItsSchema() {
        files.write("empty.parquet", List.of(), Map.of("schema", "message m { required int32 a; }"));

        assertThat(files.read("empty.parquet")).isEmpty();
    }

    @Test
    void aWrongSchemaOrCompressionIsNamed() {
        List<Map<String, Object>> records = List.of(Map.of("a", 1));
        assertRefused(records, Map.of("schema", "a: int"), "SERAI-FILE-009", "'schema' is none of Parquet", "Expected");
        assertRefused(records, Map.of("schema", "message m { required int96 a; }"), "has the type int96 for 'a'");
        assertRefused(
                records,
                Map.of("schema", "message m { optional group a (LIST) { repeated int32 element; } }"),
                "'a' in a form that only old files have");
        assertRefused(records, Map.of("compression", "zip"), "SERAI-FILE-009", "cannot be compressed by zip");
    }

    @Test
    void nothingCanBeAppended() {
        files.write("a.parquet", List.of(Map.of("a", 1)));

        assertThatThrownBy(() -> files.execute("append", Map.of("path", "a.parquet", "content", Map.of("a", 2))))
                .hasMessageContaining("as PARQUET has");
        assertThat(files.read("a.parquet")).containsExactly(Map.of("a", 1));
    }
}
