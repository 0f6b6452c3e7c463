/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.DataRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rows of CSVs as they come. */
class CsvReadingTest {

    private static List<Map<String, Object>> values(String content, Map<String, Object> options) throws Exception {
        return Streams.values("a.csv", content, options);
    }

    private static List<Object> lines(String content, Map<String, Object> options) throws Exception {
        return Streams.read("a.csv", content.getBytes(StandardCharsets.UTF_8), options).stream()
                .map(record -> record.metadata().get("line"))
                .toList();
    }

    @Test
    void theQuoteAndTheDelimiterCanBeChosen() throws Exception {
        assertThat(values("a||b\n'x||''y'''||2\n", Map.of("delimiter", "||", "quote", "'")))
                .containsExactly(Map.of("a", "x||'y'", "b", "2"));
    }

    @Test
    void columnsAreGivenOrNumbered() throws Exception {
        assertThat(values("1,2\n", Map.of("columns", List.of("x", "y")))).containsExactly(Map.of("x", "1", "y", "2"));
        assertThat(values("a,b\n1,2\n", Map.of("columns", List.of("x", "y"), "header", true)))
                .containsExactly(Map.of("x", "1", "y", "2"));
        assertThat(values("1,2\n3,4\n", Map.of("header", false)))
                .containsExactly(Map.of("column1", "1", "column2", "2"), Map.of("column1", "3", "column2", "4"));
    }

    @Test
    void optionsThatMakeNoCsvAreRefused() {
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("quote", "''"),
                Map.of("quote", "\n"),
                Map.of("delimiter", "\""),
                Map.of("delimiter", ""),
                Map.of("delimiter", "\n"),
                Map.of("columns", List.of("a", "a")),
                Map.of("columns", List.of("a", " ")))) {
            assertThatThrownBy(() -> Streams.reader(wrong)).as(wrong.toString()).hasMessageContaining("SERAI-FILE-009");
        }
    }

    @Test
    void everyKindOfLineEndEndsARow() throws Exception {
        for (String end : List.of("\n", "\r\n", "\r")) {
            String content = "a,b" + end + "1,\"x" + end + "y\"" + end + "2,z" + end + "3,w";
            assertThat(values(content, Map.of()))
                    .containsExactly(
                            Map.of("a", "1", "b", "x" + end + "y"),
                            Map.of("a", "2", "b", "z"),
                            Map.of("a", "3", "b", "w"));
            assertThat(lines(content, Map.of())).containsExactly(2L, 4L, 5L);
        }
    }

    @Test
    void byteOrderMarksTellNothingButTheOrder() throws Exception {
        byte[] content = "\uFEFFa\n\u00fc\n".getBytes(StandardCharsets.UTF_16LE);

        assertThat(Streams.read("a.csv", content, Map.of("charset", "UTF-16")))
                .extracting(DataRecord::data)
                .containsExactly(Map.of("a", "\u00fc"));
    }

    /** Rows lie around the borders of every buffer. */
    @Test
    void longFilesKeepTheirLinesAndValues() throws Exception {
        StringBuilder content = new StringBuilder("id,text\n");
        for (int i = 0; i < 20_000; i++) {
            content.append(i)
                    .append(",\"")
                    .append("x".repeat(i % 37))
                    .append('\n')
                    .append(i)
                    .append("\"\r\n");
        }
        List<Object> lines = lines(content.toString(), Map.of());
        List<Map<String, Object>> values = values(content.toString(), Map.of());

        assertThat(values).hasSize(20_000);
        for (int i = 0; i < 20_000; i++) {
            assertThat(values.get(i)).isEqualTo(Map.of("id", "" + i, "text", "x".repeat(i % 37) + "\n" + i));
            assertThat(lines.get(i)).isEqualTo(2L + 2L * i);
        }
    }

    @Test
    void aRowLongerThanABufferIsOneRow() throws Exception {
        String large = "x\n".repeat(100_000);
        List<Map<String, Object>> values = values("a,b\n1,\"" + large + "\"\n2,y\n", Map.of());

        assertThat(values).containsExactly(Map.of("a", "1", "b", large), Map.of("a", "2", "b", "y"));
    }

    @Test
    void aSurplusIsAListOfItsOwn() throws Exception {
        assertThat(values("a\n1,2\n", Map.of()).get(0).get("_surplus")).isInstanceOf(ArrayList.class);
    }
}
