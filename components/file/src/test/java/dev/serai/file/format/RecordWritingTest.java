/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records become files, and files that were written become the same records. */
class RecordWritingTest {

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    private static void assertRefused(String path, Object content, Map<String, Object> options, String words) {
        assertThatThrownBy(() -> Streams.write(path, content, options))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(FormatErrors.CONTENT_REFUSED))
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.csv",
                "a.json",
                "a.ndjson",
                "a.jsonl",
                "a.xml",
                "a.csv.gz",
                "a.csv.zip",
                "a.csv.zst",
                "a.json.gz",
                "a.xml.zip"
            })
    void whatWasWrittenIsReadBack(String path) throws Exception {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            records.add(map(
                    "id",
                    "" + i,
                    "text",
                    "gr\u00fc\u00dfe, \"" + i + "\"\nund ; <b> & ]]> \uD83D\uDE00",
                    "tail",
                    i % 2 == 0 ? "" : " x "));
        }

        byte[] written = Streams.write(path, records.iterator(), Map.of());

        assertThat(Streams.read(path, written, Map.of()))
                .extracting(DataRecord::data)
                .isEqualTo(records);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "windows-1252"})
    void charsetsGoForwardAndBack(String charset) throws Exception {
        for (String path : List.of("a.csv", "a.ndjson", "a.json")) {
            Map<String, Object> options = Map.of("charset", charset);
            byte[] written =
                    Streams.write(path, List.of(map("\u00e4", "\u00fc")).iterator(), options);

            assertThat(Streams.read(path, written, options))
                    .extracting(DataRecord::data)
                    .containsExactly(Map.of("\u00e4", "\u00fc"));
        }
        assertThat(Streams.read(
                        "a.xml", Streams.write("a.xml", map("a", "\u00fc"), Map.of("charset", charset)), Map.of()))
                .extracting(DataRecord::data)
                .containsExactly(Map.of("a", "\u00fc"));
    }

    @Test
    void aCsvHasTheColumnsOfItsFirstRecordOrThoseGiven() throws Exception {
        List<Map<String, Object>> records = List.of(map("a", 1, "b", null), map("b", "x,y"), map("a", "\"", "b", " "));

        assertThat(Streams.text("a.csv", records, Map.of()))
                .isEqualTo("a,b\r\n1,\r\n\"\",\"x,y\"\r\n\"\"\"\",\" \"\r\n");
        assertThat(Streams.text(
                        "a.csv", records, Map.of("columns", List.of("b", "a", "c"), "delimiter", ";", "quote", "'")))
                .isEqualTo("b;a;c\r\n'';1;\r\nx,y;;\r\n' ';'\"';\r\n");
        assertThat(Streams.text("a.csv", records, Map.of("header", false))).startsWith("1,");
        assertThat(Streams.text("a.csv", List.of(), Map.of("columns", List.of("a"))))
                .isEqualTo("a\r\n");
        assertThat(Streams.text("a.csv", List.of(), Map.of())).isEmpty();
        assertRefused(
                "a.csv",
                List.of(map("a", 1), map("a", 2, "c", 3)),
                Map.of(),
                "record 2 cannot be written: there is no column 'c'; the columns are [a].");
        assertRefused("a.csv", List.of(map()), Map.of(), "record 1 cannot be written: the first record has no keys");
    }

    /** A line that is empty is no row when it is read. */
    @Test
    void aRowOfOneEmptyValueIsARow() throws Exception {
        byte[] written = Streams.write("a.csv", List.of(map("a", ""), map("a", null), map("a", "1")), Map.of());

        assertThat(Streams.read("a.csv", written, Map.of()))
                .extracting(record -> record.data().get("a"))
                .containsExactly("", "", "1");
    }

    @Test
    void valuesBecomeText() throws Exception {
        Map<String, Object> record = map(
                "decimal", new BigDecimal("1E+3"), "day", LocalDate.of(2026, 1, 2), "list", List.of(1, 2), "yes", true);

        assertThat(Streams.text("a.csv", record, Map.of("header", false)))
                .isEqualTo("1000,2026-01-02,\"[1,2]\",true\r\n");
        assertRefused("a.csv", map("a", new Object()), Map.of(), "the value of 'a' is a java.lang.Object");
        assertRefused("a.csv", map("a", new byte[1]), Map.of(), "the value of 'a' is a [B");
        assertRefused("a.csv", map("a", "\u20ac"), Map.of("charset", "ISO-8859-1"), "does not exist in ISO-8859-1");
        assertRefused("a.csv", map("a", "\uD800"), Map.of(), "does not exist in UTF-8");
    }

    @Test
    void linesAreWrittenAsTheyAreRead() throws Exception {
        Map<String, Object> lines = Map.of("format", "lines");

        assertThat(Streams.text("a.txt", List.of(map("line", "x"), map("line", "")), lines))
                .isEqualTo("x\n\n");
        assertRefused("a.txt", List.of(map("line", "x"), map("line", "x\ny")), lines, "record 2");
        assertRefused("a.txt", map("a", "x"), lines, "its keys are [a]. Expected 'line' and no other");
    }

    @Test
    void elementsAndAttributesAreWrittenAsTheyAreRead() throws Exception {
        Map<String, Object> record = map(
                "@id",
                "1",
                "item",
                List.of("fig", map("@n", "2", "#text", "pear")),
                "to",
                map("city", "Bern"),
                "empty",
                "");
        String text = Streams.text("a.xml", record, Map.of("recordElement", "order"));

        assertThat(text).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <records>
                <order id="1"><item>fig</item><item n="2">pear</item><to><city>Bern</city></to><empty></empty></order>
                </records>
                """);
        assertThat(Streams.values("a.xml", text, Map.of())).containsExactly(record);
        assertRefused("a.xml", map("a><b", "x"), Map.of(), "'a><b' is no name of an XML element");
        assertRefused("a.xml", map("@a b", "x"), Map.of(), "'a b' is no name of an XML element");
        assertRefused("a.xml", map("a", "\u0001"), Map.of(), "control character");
        assertThatThrownBy(() -> Streams.write("a.xml", map("a", "x"), Map.of("recordElement", "a b")))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(FormatErrors.OPTION_REFUSED))
                .hasMessageContaining("'a b' is no name");
    }

    @Test
    void whatIsNoRecordIsRefusedWithItsNumber() {
        List<Object> records = new ArrayList<>(List.of(map("a", 1), "x"));
        assertRefused(
                "a.ndjson", records, Map.of(), "record 2 cannot be written: it is a java.lang.String. Expected a map.");
        assertRefused("a.ndjson", Collections.singletonList(null), Map.of(), "record 1 cannot be written: it is null");
        assertRefused("a.ndjson", map("a", new Object()), Map.of(), "record 1 cannot be written: ");
    }

    /** All records of a stream would not fit into memory; it is closed at its end. */
    @Test
    void aStreamIsWrittenAsItComesAndIsClosed() throws Exception {
        AtomicBoolean closed = new AtomicBoolean();
        Stream<Map<String, Object>> records =
                IntStream.range(0, 3).mapToObj(i -> map("a", i)).onClose(() -> closed.set(true));

        assertThat(Streams.text("a.ndjson", records, Map.of())).isEqualTo("{\"a\":0}\n{\"a\":1}\n{\"a\":2}\n");
        assertThat(closed).isTrue();
        assertThat(Streams.text("a.ndjson", List.of(), Map.of())).isEmpty();
    }

    @Test
    void aPathThatTellsNothingTakesNoRecords() {
        assertThat(Streams.writer("a.dat", Map.of()).takes(map("a", 1))).isFalse();
        assertThat(Streams.writer("a.dat", Map.of("format", "csv")).takes(map("a", 1)))
                .isTrue();
        assertThat(Streams.writer("a.csv", Map.of()).takes("text")).isFalse();
        assertThat(Streams.writer("a.json", Map.of()).takes(List.of())).isFalse();
    }
}
