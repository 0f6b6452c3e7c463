/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of a CSV whose first row names the columns. A row that is too short lacks the keys of its missing columns; what a
 * row has too many stands under {@value #SURPLUS}.
 */
final class CsvCursor extends LookAheadCursor {

    static final String SURPLUS = "_surplus";

    private final Origin origin;
    private final CSVParser parser;
    private final Iterator<CSVRecord> rows;
    private final List<String> columns;

    private CsvCursor(CSVParser parser, Origin origin) {
        super(parser);
        this.parser = parser;
        this.origin = origin;
        this.rows = parser.iterator();
        this.columns = columns();
    }

    static CsvCursor open(StrictReader reader, String delimiter, Origin origin) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .get();
        return new CsvCursor(format.parse(reader), origin);
    }

    @Override
    DataRecord read() {
        CSVRecord row = nextRow();
        if (row == null) {
            return null;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(columns.size(), row.size()); i++) {
            data.put(columns.get(i), row.get(i));
        }
        if (row.size() > columns.size()) {
            // A view of the row could not be recorded by a workflow.
            data.put(SURPLUS, new ArrayList<>(row.toList().subList(columns.size(), row.size())));
        }
        return record(data, firstLine(row));
    }

    private List<String> columns() {
        CSVRecord header = nextRow();
        if (header == null) {
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        for (String column : header) {
            if (column.isBlank()) {
                throw origin.failure(
                        FileErrors.MALFORMED, firstLine(header), "a column has no name. Name every column.", null);
            }
            if (!seen.add(column)) {
                throw origin.failure(
                        FileErrors.MALFORMED,
                        firstLine(header),
                        "two columns are named '" + column + "'. Rename one of them.",
                        null);
            }
        }
        return header.toList();
    }

    private CSVRecord nextRow() {
        try {
            return rows.hasNext() ? rows.next() : null;
        } catch (UncheckedIOException e) {
            throw failure(e.getCause());
        } catch (IllegalStateException e) {
            throw failure(e);
        }
    }

    private ConnectorException failure(Exception cause) {
        return origin.failure(
                FileErrors.MALFORMED,
                parser.getCurrentLineNumber(),
                "this is not CSV: " + cause.getMessage() + ". A value with a quote in it must be quoted, and its quotes"
                        + " doubled.",
                cause);
    }

    /** The parser knows the line in which a row ends; what its values hold of line ends lies before. */
    private long firstLine(CSVRecord row) {
        long line = parser.getCurrentLineNumber();
        for (String value : row) {
            line -= lineEnds(value);
        }
        return line;
    }

    private static int lineEnds(String value) {
        int ends = 0;
        for (int i = 0; i < value.length(); i++) {
            boolean second = i > 0 && value.charAt(i) == '\n' && value.charAt(i - 1) == '\r';
            if ((value.charAt(i) == '\n' || value.charAt(i) == '\r') && !second) {
                ends++;
            }
        }
        return ends;
    }
}
