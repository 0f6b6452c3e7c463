/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of records that cannot be read, and of those behind them. */
class BadRecordsTest {

    private record Outcome(List<DataRecord> records, List<JsonNode> diverted) {
        List<Object> column(String name) {
            return records.stream().map(record -> record.data().get(name)).toList();
        }

        List<String> bad() {
            return diverted.stream()
                    .map(bad -> bad.get("line") + "/" + bad.get("record") + " "
                            + bad.get("raw").asText())
                    .toList();
        }
    }

    private static Outcome divert(String name, byte[] content, Map<String, Object> options) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(options);
        all.put("onBadRecord", "divert");
        List<DataRecord> records = new ArrayList<>();
        List<JsonNode> diverted = new ArrayList<>();
        try (FormatCursor cursor = Streams.open(name, new ByteArrayInputStream(content), all)) {
            cursor.forEachRemaining(records::add);
            if (cursor.hasDiverted()) {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                cursor.writeDiverted(out);
                try (MappingIterator<JsonNode> lines =
                        Json.MAPPER.readerFor(JsonNode.class).readValues(out.toByteArray())) {
                    diverted.addAll(lines.readAll());
                }
            }
            assertThat(cursor.badRecords()).isEqualTo(diverted.size());
        }
        return new Outcome(records, diverted);
    }

    private static Outcome divert(String name, String content, Map<String, Object> options) throws IOException {
        return divert(name, content.getBytes(StandardCharsets.UTF_8), options);
    }

    private static void assertStops(String name, String content, Map<String, Object> options, long line, long record) {
        assertThatThrownBy(() -> Streams.values(name, content, options))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> {
                    assertThat(failure.errorCode()).isEqualTo(FormatErrors.MALFORMED);
                    assertThat(failure)
                            .hasMessageContaining("The file " + name + ", line " + line + ": ")
                            .hasMessageEndingWith("It is record " + record + ".");
                });
    }

    @Test
    void raggedRowsAreBadWhenToldSo() throws Exception {
        String content = "a,b\n1,2\n3\n4,5,\"6\n7\"\n8,9\n";
        Outcome outcome = divert("a.csv", content, Map.of("raggedRows", "bad"));

        assertThat(outcome.column("a")).containsExactly("1", "8");
        assertThat(outcome.bad()).containsExactly("3/2 3", "4/3 4,5,\"6\n7\"");
        assertThat(outcome.diverted().get(0).get("reason").asText())
                .isEqualTo("the row has 1 values, but there are 2 columns. Correct the row, or set raggedRows=allow.");
        assertThat(outcome.records().get(1).id()).isEqualTo("4");
        assertThat(outcome.records().get(1).position()).isEqualTo("2");
        assertStops("a.csv", content, Map.of("raggedRows", "bad"), 3, 2);
    }

    @Test
    void aQuoteThatIsNotClosedCostsItsLineAlone() throws Exception {
        for (String end : List.of("\n", "\r\n", "\r")) {
            for (String behind : List.of("3,c", "\"3\",\"c\"")) {
                String content = ("a,b\n1,a\n2,\"b\n" + behind + "\n4,d\n").replace("\n", end);
                Outcome outcome = divert("a.csv", content, Map.of());

                assertThat(outcome.column("a")).as(content).containsExactly("1", "3", "4");
                assertThat(outcome.bad()).containsExactly("3/2 2,\"b");
                assertThat(outcome.records().get(1).metadata()).containsEntry("line", 4L);
                assertStops("a.csv", content, Map.of(), 3, 2);
            }
        }
    }

    @Test
    void textBehindAQuoteIsBad() throws Exception {
        Outcome outcome = divert("a.csv", "a,b\n\"x\"y,1\n2,3\n\"x\"y,4", Map.of());

        assertThat(outcome.column("a")).containsExactly("2");
        assertThat(outcome.bad()).containsExactly("2/1 \"x\"y,1", "4/3 \"x\"y,4");
    }

    @Test
    void bytesThatAreNoTextAreBadInTheirRow() throws Exception {
        byte[] content = "a,b\n1,caf\u00e9\n2,\"x\ny\u00e9\"\n3,z\n".getBytes(StandardCharsets.ISO_8859_1);
        Outcome outcome = divert("a.csv", content, Map.of());

        assertThat(outcome.column("a")).containsExactly("3");
        assertThat(outcome.bad()).containsExactly("2/1 1,caf\uFFFD", "4/2 2,\"x\ny\uFFFD\"");
        assertThat(outcome.diverted().get(0).get("reason").asText()).contains("not UTF-8 text");
    }

    @Test
    void aRecordThatIsTooLargeIsBadAndTheNextIsRead() throws Exception {
        Map<String, Object> options = Map.of("maxRecordSize", 1000);
        String rows = "1,a\n".repeat(2000);
        Outcome unclosed = divert("a.csv", "a,b\n0,\"b\n" + rows, options);
        assertThat(unclosed.column("a")).hasSize(2000).containsOnly("1");
        assertThat(unclosed.bad()).containsExactly("2/1 0,\"b");

        String longLine = "x".repeat(100_000);
        for (String name : List.of("a.csv", "a.ndjson")) {
            String good = name.equals("a.csv") ? "1" : "{\"a\": 1}";
            String first = name.equals("a.csv") ? "a\n" : "{\"a\": 1}\n";
            Outcome line = divert(name, first + longLine + "\r\n" + good + "\n" + longLine, options);
            assertThat(line.records().get(line.records().size() - 1).metadata()).containsEntry("line", 3L);
            assertThat(line.bad()).hasSize(2);
        }
    }

    /** Sizes count exactly. */
    @Test
    void aRecordMayBeAsLargeAsTold() throws Exception {
        Map<String, Object> options = Map.of("maxRecordSize", 5);

        assertThat(Streams.values("a.csv", "a\n12345\n", options)).containsExactly(Map.of("a", "12345"));
        assertStops("a.csv", "a\n123456\n", options, 2, 1);
    }

    @Test
    void linesThatAreNoJsonObjectAreBad() throws Exception {
        Outcome outcome = divert("a.ndjson", "{\"a\": 1}\n[1]\n{\"a\": 2\n{\"a\": 3}\n", Map.of());

        assertThat(outcome.column("a")).containsExactly(1, 3);
        assertThat(outcome.bad()).containsExactly("2/2 [1]", "3/3 {\"a\": 2");
    }

    @Test
    void elementsOfAnArrayThatAreNoObjectsAreBad() throws Exception {
        Outcome outcome = divert("a.json", "[{\"a\": 1},\n[2, 3],\nnull,\n{\"a\": 4}]", Map.of());

        assertThat(outcome.column("a")).containsExactly(1, 4);
        assertThat(outcome.bad()).containsExactly("2/2 [2,3]", "3/3 null");
    }

    @Test
    void aHeaderThatCannotBeReadIsTheEndWhateverIsAsked() {
        assertThatThrownBy(() -> divert("a.csv", "a,a\n1,2\n", Map.of())).hasMessageContaining("two columns are named");
        assertThatThrownBy(() -> divert("a.csv", "\"a\"x\n1,2\n", Map.of()))
                .hasMessageContaining("line 1: this is not CSV");
    }

    @Test
    void whatTheSystemCannotReadIsNoBadRecord() {
        InputStream end = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        InputStream broken =
                new SequenceInputStream(new ByteArrayInputStream("a\n1\n2\n".getBytes(StandardCharsets.UTF_8)), end);

        assertThatThrownBy(() -> {
                    try (FormatCursor cursor = Streams.open("a.csv", broken, Map.of("onBadRecord", "skip"))) {
                        cursor.forEachRemaining(record -> {});
                    }
                })
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(FormatErrors.ACCESS_FAILED))
                .hasMessageContaining("the disk is gone");
    }
}
