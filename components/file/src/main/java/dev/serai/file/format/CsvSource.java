/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import dev.serai.connector.ConnectorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Rows of a CSV. A row that is too short lacks the keys of its missing columns; what a row has too many stands under
 * {@value #SURPLUS}; unless such rows are bad. Of a row that cannot be taken apart the first line is bad, and what follows
 * is read as rows again: that is how a quote that is not closed costs one line.
 */
final class CsvSource implements RecordSource {

    static final String SURPLUS = "_surplus";

    private final TextLines lines;
    private final ReadOptions options;
    private final Origin origin;
    private final CSVFormat format;

    private Iterator<CSVRecord> rows;
    private String[] columns;

    private CsvSource(TextLines lines, ReadOptions options, Origin origin) throws IOException {
        this.lines = lines;
        this.options = options;
        this.origin = origin;
        this.format = CSVFormat.RFC4180
                .builder()
                .setDelimiter(options.csv().delimiter())
                .setQuote(options.csv().quote())
                .setIgnoreEmptyLines(true)
                .get();
        this.rows = format.parse(lines).iterator();
    }

    static CsvSource open(TextLines lines, ReadOptions options, Origin origin) throws IOException {
        CsvSource source = new CsvSource(lines, options, origin);
        source.columns = source.readColumns();
        return source;
    }

    @Override
    public Map<String, Object> next() throws BadRecordException {
        CSVRecord row = nextRow();
        if (row == null) {
            return null;
        }
        if (columns == null) {
            columns = numbered(row.size());
        }
        int surplus = row.size() - columns.length;
        if (surplus != 0 && options.raggedRowsAreBad()) {
            throw bad("the row has " + row.size() + " values, but there are " + columns.length
                    + " columns. Correct the row, or set raggedRows=allow.");
        }
        CsvRow values = new CsvRow(columns, row);
        if (surplus > 0) {
            // A view of the row could not be recorded by a workflow.
            values.add(SURPLUS, new ArrayList<>(row.toList().subList(columns.length, row.size())));
        }
        return values;
    }

    @Override
    public long line() {
        return lines.recordLine();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private String[] readColumns() {
        CSVRecord row = null;
        if (options.csv().header()) {
            try {
                row = nextRow();
            } catch (BadRecordException e) {
                throw origin.failure(FormatErrors.MALFORMED, e.line(), e.getMessage(), e);
            }
        }
        if (!options.csv().columns().isEmpty()) {
            return options.csv().columns().toArray(String[]::new);
        }
        if (!options.csv().header()) {
            return null;
        }
        if (row == null) {
            return new String[0];
        }
        Set<String> seen = new HashSet<>();
        for (String column : row) {
            if (column.isBlank()) {
                throw headerFailure("a column has no name. Name every column.");
            }
            if (!seen.add(column)) {
                throw headerFailure("two columns are named '" + column + "'. Rename one of them.");
            }
        }
        return row.values();
    }

    private ConnectorException headerFailure(String sentence) {
        return origin.failure(FormatErrors.MALFORMED, line(), sentence, null);
    }

    private static String[] numbered(int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = "column" + (i + 1);
        }
        return names;
    }

    private CSVRecord nextRow() throws BadRecordException {
        CSVRecord row;
        try {
            lines.beginRecord();
            row = rows.hasNext() ? rows.next() : null;
        } catch (RecordTooLargeException e) {
            throw unreadable(e);
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (IllegalStateException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw origin.failure(FormatErrors.MALFORMED, line(), e.getMessage(), e);
        }
        long noText = lines.lineOfNoText();
        if (noText > 0) {
            throw new BadRecordException(
                    noText, StrictReader.complaint(options.charset()), Raw.text(lines.record()), null);
        }
        return row;
    }

    private BadRecordException unreadable(Exception cause) {
        long line = line();
        try {
            String raw = lines.passFirstLine();
            rows = format.parse(lines).iterator();
            return new BadRecordException(
                    line,
                    "this is not CSV: " + cause.getMessage() + ". A value with a quote in it must be quoted, its quotes"
                            + " doubled, and the quote at its end not left out.",
                    Raw.text(raw),
                    cause);
        } catch (IOException e) {
            throw origin.failure(FormatErrors.MALFORMED, line, e.getMessage(), e);
        }
    }

    private BadRecordException bad(String reason) {
        return new BadRecordException(line(), reason, Raw.text(lines.record()), null);
    }
}
