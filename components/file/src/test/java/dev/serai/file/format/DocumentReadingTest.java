/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records in JSON and XML documents. */
class DocumentReadingTest {

    private static void assertMalformed(String name, String content, Map<String, Object> options, String... words) {
        assertThatThrownBy(() -> Streams.values(name, content, options))
                .as(content)
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(FormatErrors.MALFORMED))
                .hasMessageContainingAll(words);
    }

    @Test
    void theFormatIsToldByTheNameOrTheOption() throws Exception {
        Map<String, Object> one = Map.of("a", 1);

        assertThat(Streams.values("x.json", "[{\"a\": 1}]", Map.of())).containsExactly(one);
        assertThat(Streams.values("x.NDJSON", "{\"a\": 1}", Map.of())).containsExactly(one);
        assertThat(Streams.values("x.jsonl", "{\"a\": 1}", Map.of())).containsExactly(one);
        assertThat(Streams.values("x.xml", "<r><e><a>1</a></e></r>", Map.of())).containsExactly(Map.of("a", "1"));
        assertThat(Streams.values("x.dat", "a\n1\n", Map.of())).containsExactly(Map.of("a", "1"));
        assertThat(Streams.values("x.csv", "{\"a\": 1}", Map.of("format", "ndjson")))
                .containsExactly(one);
        assertThat(Streams.values("x.csv", "{\"a\": 1}", Map.of("format", "json-lines")))
                .containsExactly(one);
        assertThat(Streams.values("x.csv", "a", Map.of("format", "lines"))).containsExactly(Map.of("line", "a"));
    }

    @Test
    void theArrayMayStandAnywhereInADocument() throws Exception {
        String content = "{\"count\": 2, \"data\": {\"skip\": [{\"a\": 0}], \"items\": [\n{\"a\": 1},\n{\"a\": {\"b\":"
                + " [2]}}], \"x\": 1}}";
        List<DataRecord> records =
                Streams.read("x.json", content.getBytes(StandardCharsets.UTF_8), Map.of("recordsPath", "/data/items"));

        assertThat(records)
                .extracting(DataRecord::data)
                .containsExactly(Map.of("a", 1), Map.of("a", Map.of("b", List.of(2))));
        assertThat(records).extracting(record -> record.metadata().get("line")).containsExactly(2L, 3L);
        assertMalformed("x.json", content, Map.of("recordsPath", "/none"), "there is nothing at '/none'");
        assertMalformed("x.json", content, Map.of("recordsPath", "/count"), "expected an array of objects at '/count'");
        assertThatThrownBy(() -> Streams.reader(Map.of("recordsPath", "data"))).hasMessageContaining("no JSON pointer");
    }

    @Test
    void aDocumentThatIsAnObjectIsOneRecord() throws Exception {
        assertThat(Streams.values("x.json", "{\"a\": [1]}", Map.of())).containsExactly(Map.of("a", List.of(1)));
        assertThat(Streams.values("x.json", " []", Map.of())).isEmpty();
    }

    @Test
    void whatIsNoJsonIsRefusedWithItsLine() {
        assertMalformed("x.json", "", Map.of(), "it is empty");
        assertMalformed("x.json", "[{\"a\": 1},\n{\"a\": ]", Map.of(), "line 2", "this is not JSON");
        assertMalformed("x.json", "[{\"a\": 1},\n", Map.of(), "line 2");
        assertMalformed("x.json", "[{\"a\": 1}]\n{}", Map.of(), "more than one value stands in it", "ndjson");
        assertMalformed("x.json", "{}\n{}", Map.of(), "more than one value stands in it", "ndjson");
        assertMalformed("x.json", "[".repeat(3000), Map.of(), "nesting depth");
        assertMalformed(
                "x.json",
                "[{\"a\": \"" + "x".repeat(200_000) + "\"}]",
                Map.of("maxRecordSize", 1000),
                "'maxRecordSize'");
    }

    /** The bound is that of a record. */
    @Test
    void aDocumentMayBeMuchLargerThanARecord() throws Exception {
        int count = 100_000;
        Map<String, Object> options = Map.of("maxRecordSize", 1000);

        assertThat(Streams.values("x.json", "[" + "{\"a\": 1},".repeat(count) + "{\"a\": 1}]", options))
                .hasSize(count + 1);
        assertThat(Streams.values("x.xml", "<r>" + "<e><a>1</a></e>".repeat(count) + "</r>", options))
                .hasSize(count);
    }

    @Test
    void aByteOfADocumentThatIsNoTextFailsInItsLine() {
        byte[] content = "[\n{\"a\": \"\u00e9\"}]".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Streams.read("x.json", content, Map.of()))
                .hasMessageContaining("line 2: this is not UTF-8 text");
        assertThatThrownBy(() -> Streams.read("x.ndjson", content, Map.of())).hasMessageContaining("SERAI-FILE-008");
    }

    @Test
    void elementsAttributesAndTextBecomeAMap() throws Exception {
        String content = """
                <?xml version="1.0" encoding="UTF-8"?>
                <o:orders xmlns:o="urn:o">
                <!-- first --><o:order id="1" note="a&amp;b"><item>fig</item><item n="2">pear</item>
                <to><city>Bern</city></to><empty/></o:order>
                <order>just <![CDATA[<text>]]></order><order/></o:orders>""";
        List<DataRecord> records = Streams.read("x.xml", content.getBytes(StandardCharsets.UTF_8), Map.of());

        assertThat(records)
                .extracting(DataRecord::data)
                .containsExactly(
                        Map.of(
                                "@id",
                                "1",
                                "@note",
                                "a&b",
                                "item",
                                List.of("fig", Map.of("@n", "2", "#text", "pear")),
                                "to",
                                Map.of("city", "Bern"),
                                "empty",
                                ""),
                        Map.of("#text", "just <text>"),
                        Map.of());
        assertThat(records).extracting(record -> record.metadata().get("line")).containsExactly(3L, 5L, 5L);
    }

    @Test
    void theRecordsElementCanBeNamed() throws Exception {
        assertThat(Streams.values(
                        "x.xml",
                        "<r><head><a>0</a></head><body><e><a>1</a></e><e><a>2</a></e></body></r>",
                        Map.of("recordElement", "e")))
                .containsExactly(Map.of("a", "1"), Map.of("a", "2"));
    }

    @Test
    void documentsThatReachOutOrGrowAreRefused(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        assertMalformed(
                "x.xml",
                "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><r><e><a>&x;</a></e></r>",
                Map.of(),
                "it has a DTD");
        assertMalformed(
                "x.xml",
                "<!DOCTYPE r [<!ENTITY a \"aa\"><!ENTITY b \"&a;&a;\">]><r><e>&b;</e></r>",
                Map.of(),
                "it has a DTD");
        assertMalformed("x.xml", "<r><e>&x;</e></r>", Map.of(), "x");
        assertMalformed("x.xml", "<r><e>" + "<a>".repeat(200), Map.of(), "more than 100 deep");
        assertMalformed("x.xml", "<r>\n<e><a></e></r>", Map.of(), "line 2", "this is not XML");
        assertMalformed("x.xml", "<r><e><a>1</a></e>", Map.of(), "this is not XML");
        for (String large : List.of("<e a='" + "x".repeat(500_000) + "'/>", "<e>" + "x".repeat(500_000) + "</e>")) {
            assertMalformed("x.xml", "<r>" + large + "</r>", Map.of("maxRecordSize", 1000), "'maxRecordSize'");
        }
    }
}
