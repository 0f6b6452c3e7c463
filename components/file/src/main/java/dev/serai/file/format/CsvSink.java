/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Rows of a CSV, in the columns that are told or that the first record has. */
final class CsvSink implements RecordSink {

    private final CsvOptions options;
    private final CSVPrinter printer;
    private List<String> columns;

    CsvSink(Writer out, CsvOptions options) throws IOException {
        this.options = options;
        this.printer = CSVFormat.RFC4180
                .builder()
                .setDelimiter(options.delimiter())
                .setQuote(options.quote())
                .get()
                .print(out);
        if (!options.columns().isEmpty()) {
            begin(options.columns());
        }
    }

    @Override
    public void write(Map<?, ?> record) throws IOException {
        if (columns == null) {
            List<String> names = new ArrayList<>();
            record.keySet().forEach(key -> names.add(String.valueOf(key)));
            if (names.isEmpty()) {
                throw new IllegalArgumentException(
                        "the first record has no keys, which name the columns. Set 'columns'");
            }
            begin(names);
        }
        List<String> row = new ArrayList<>(columns.size());
        int known = 0;
        for (String column : columns) {
            Object value = record.get(column);
            known += value != null || record.containsKey(column) ? 1 : 0;
            row.add(Values.text(column, value));
        }
        if (known < record.size()) {
            Object other = record.keySet().stream()
                    .filter(key -> !(key instanceof String name) || !columns.contains(name))
                    .findFirst()
                    .orElseThrow();
            throw new IllegalArgumentException("there is no column '" + other + "'; the columns are " + columns
                    + ". Name all of them in 'columns', or leave that key out");
        }
        printer.printRecord(row);
    }

    private void begin(List<String> names) throws IOException {
        columns = names;
        if (options.header()) {
            printer.printRecord(names);
        }
    }

    @Override
    public void end() throws IOException {
        printer.flush();
    }
}
