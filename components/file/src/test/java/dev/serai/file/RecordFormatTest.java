/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataConnector;
import dev.serai.connector.DataRecord;
import dev.serai.connector.ErrorCode;
import dev.serai.connector.RecordCursor;
import dev.serai.connector.StreamRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How files are taken apart, pulled through a cursor. */
class RecordFormatTest {

    @TempDir
    Path folder;

    private FileWorkspace files;

    @BeforeEach
    void start() throws Exception {
        files = new FileWorkspace(folder).start();
    }

    @AfterEach
    void stop() {
        files.close();
    }

    private RecordCursor open(String name, Map<String, Object> options) {
        return ((DataConnector) files.connector().connector()).stream(new StreamRequest(name, options));
    }

    private List<DataRecord> read(byte[] content, Map<String, Object> options) throws Exception {
        files.put("file", content);
        List<DataRecord> records = new ArrayList<>();
        try (RecordCursor cursor = open("file", options)) {
            cursor.forEachRemaining(records::add);
        }
        return records;
    }

    private List<DataRecord> csv(String content) throws Exception {
        return read(content.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    private static List<Object> lines(List<DataRecord> records) {
        return records.stream().map(record -> record.metadata().get("line")).toList();
    }

    private static void assertMalformed(Throwable thrown, long line) {
        assertThat(thrown).isInstanceOfSatisfying(ConnectorException.class, failure -> {
            assertThat(failure.errorCode()).isEqualTo(FileErrors.MALFORMED);
            assertThat(failure.details()).containsEntry("file", "file").containsEntry("line", line);
            assertThat(failure).hasMessageContaining("The file file, line " + line + ": ");
        });
    }

    @Test
    void aRowIsAMapByTheHeadersNames() throws Exception {
        List<DataRecord> records = csv("number,customer\nA-1,Zoë\nA-2,\n");

        assertThat(records)
                .extracting(DataRecord::data)
                .isEqualTo(
                        List.of(Map.of("number", "A-1", "customer", "Zoë"), Map.of("number", "A-2", "customer", "")));
        assertThat(records).extracting(DataRecord::id).containsExactly("1", "2");
        assertThat(records.get(0).data().keySet()).containsExactly("number", "customer");
        assertThat(lines(records)).isEqualTo(List.of(2L, 3L));
    }

    @Test
    void quotedCommasQuotesAndLineBreaksBelongToTheValue() throws Exception {
        List<DataRecord> records = csv("a,b\n\"x, y\",\"two\nlines\"\n1,\"\r\n\r\n\"\"q\"\"\"\n\n2,3\r\n\"\n\",5");

        assertThat(records)
                .extracting(record -> record.data().get("b"))
                .isEqualTo(List.of("two\nlines", "\r\n\r\n\"q\"", "3", "5"));
        assertThat(records.get(0).data()).containsEntry("a", "x, y");
        assertThat(lines(records)).isEqualTo(List.of(2L, 4L, 8L, 9L));
    }

    @Test
    void aShortRowLacksKeysAndALongOneHasASurplus() throws Exception {
        List<DataRecord> records = csv("a,b\n1\n1,2,3,4\n");

        assertThat(records.get(0).data()).isEqualTo(Map.of("a", "1"));
        assertThat(records.get(1).data()).isEqualTo(Map.of("a", "1", "b", "2", "_surplus", List.of("3", "4")));
    }

    /** A view of the row has a class that a workflow cannot record. */
    @Test
    void aSurplusIsAListOfItsOwn() throws Exception {
        List<DataRecord> records = csv("a\n1,2,3\n");

        assertThat(records.get(0).data().get("_surplus")).isInstanceOf(ArrayList.class);
    }

    @Test
    void delimitersAndEncodingsCanBeChosen() throws Exception {
        Charset windows = Charset.forName("windows-1252");

        assertThat(read("a;b\n\u20ac;1,5\n".getBytes(windows), Map.of("delimiter", ";", "charset", "windows-1252")))
                .extracting(DataRecord::data)
                .isEqualTo(List.of(Map.of("a", "\u20ac", "b", "1,5")));
        assertThat(read(
                        "a\tb\n1\t2\n".getBytes(StandardCharsets.UTF_16),
                        Map.of("delimiter", "tab", "charset", "UTF-16")))
                .extracting(DataRecord::data)
                .isEqualTo(List.of(Map.of("a", "1", "b", "2")));
        assertThatThrownBy(() -> open("file", Map.of("charset", "UTF-9")))
                .hasMessageContaining("SERAI-FILE-009")
                .hasMessageContaining("There is no charset 'UTF-9'");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws Exception {
        assertThat(csv("\uFEFFa\n1\n").get(0).data()).isEqualTo(Map.of("a", "1"));
        assertThat(csv("\uFEFF\"a\"\n1\n").get(0).data()).isEqualTo(Map.of("a", "1"));
    }

    @Test
    void filesWithoutRowsHaveNoRecords() throws Exception {
        assertThat(csv("")).isEmpty();
        assertThat(csv("a,b\n")).isEmpty();
        assertThat(csv("\uFEFF")).isEmpty();
    }

    @Test
    void aByteThatIsNoTextFailsInItsLineAfterWhatStandsBeforeIt() throws Exception {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write("a,b\n".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < 5_000; i++) {
            content.write((i + ",\"ü\r\n\"\n").getBytes(StandardCharsets.UTF_8));
        }
        content.write("5000,\"x\r\ny\nz caf".getBytes(StandardCharsets.UTF_8));
        content.write(0xE9);
        content.write("\"\n".getBytes(StandardCharsets.UTF_8));
        files.put("file", content.toByteArray());
        List<DataRecord> records = new ArrayList<>();

        try (RecordCursor cursor = open("file", Map.of())) {
            assertThatThrownBy(() -> cursor.forEachRemaining(records::add))
                    .satisfies(thrown -> assertMalformed(thrown, 10_004))
                    .hasMessageContaining("this is not UTF-8 text. Set the option 'charset'");
        }
        assertThat(records).hasSize(5_000);
        assertThat(lines(records).get(4_999)).isEqualTo(10_000L);
    }

    @Test
    void aTruncatedCharacterAtTheEndFails() {
        byte[] content = {'a', '\n', '1', '\n', (byte) 0xC3};

        assertThatThrownBy(() -> read(content, Map.of())).satisfies(thrown -> assertMalformed(thrown, 3));
    }

    @Test
    void brokenQuotesFailInTheirLine() {
        assertThatThrownBy(() -> csv("a,b\n1,2\n\"x\"y,2\n"))
                .satisfies(thrown -> assertMalformed(thrown, 3))
                .hasMessageContaining("this is not CSV");
    }

    @Test
    void aHeaderWithTwoColumnsOfOneNameOrNoNameFails() {
        assertThatThrownBy(() -> csv("a,b,a\n1,2,3\n"))
                .satisfies(thrown -> assertMalformed(thrown, 1))
                .hasMessageContaining("two columns are named 'a'");
        assertThatThrownBy(() -> csv("a,,b\n1,2,3\n"))
                .satisfies(thrown -> assertMalformed(thrown, 1))
                .hasMessageContaining("a column has no name");
    }

    @Test
    void jsonLinesAreObjects() throws Exception {
        List<DataRecord> records = read(
                "{\"a\": 1, \"b\": 0.10}\n\n{\"a\": [true, null]}".getBytes(StandardCharsets.UTF_8),
                Map.of("format", "json-lines"));

        assertThat(records)
                .extracting(record -> record.data().toString())
                .containsExactly("{a=1, b=0.10}", "{a=[true, null]}");
        assertThat(records).extracting(DataRecord::id).containsExactly("1", "2");
        assertThat(lines(records)).isEqualTo(List.of(1L, 3L));
        for (String wrong : List.of("[1]", "1", "null", "{\"a\": 1} x", "{a}")) {
            assertThatThrownBy(() -> read(
                            ("{}\n" + wrong + "\n").getBytes(StandardCharsets.UTF_8), Map.of("format", "jsonLines")))
                    .as(wrong)
                    .satisfies(thrown -> assertMalformed(thrown, 2))
                    .hasMessageContaining("this is not a JSON object");
        }
    }

    @Test
    void linesAreRecordsOfOneLine() throws Exception {
        List<DataRecord> records = read("one\n\nthree".getBytes(StandardCharsets.UTF_8), Map.of("format", "lines"));

        assertThat(records).extracting(record -> record.data().get("line")).containsExactly("one", "", "three");
        assertThat(lines(records)).isEqualTo(List.of(1L, 2L, 3L));
    }

    @Test
    void aCursorEndsAndClosesOnceOrOften() throws Exception {
        files.put("file", "a\n1\n2\n");
        RecordCursor cursor = open("file", Map.of());
        assertThat(cursor.next().data()).isEqualTo(Map.of("a", "1"));
        cursor.close();
        cursor.close();

        assertThat(cursor.hasNext()).isFalse();
        assertThatThrownBy(cursor::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void aFileThatIsNotThereOrOutsideIsRefused() {
        assertCode("none", FileErrors.NOT_FOUND);
        assertCode("../connectors.yaml", FileErrors.PATH_REFUSED);
        assertThatThrownBy(() -> open("none", Map.of("delimeter", ";")))
                .hasMessageContaining("Did you mean 'delimiter'?");
    }

    private void assertCode(String name, ErrorCode code) {
        assertThatThrownBy(() -> open(name, Map.of()))
                .isInstanceOfSatisfying(ConnectorException.class, failure -> assertThat(failure.errorCode())
                        .isEqualTo(code));
    }
}
