/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.file.format;

import dev.serai.connector.Caller;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * How a CSV is laid out.
 *
 * @param header whether the first row holds the columns' names
 * @param columns the names, or none when the header has them
 */
record CsvOptions(String delimiter, char quote, boolean header, List<String> columns) {

    /** @throws dev.serai.connector.ConnectorException when the inputs make no CSV */
    static CsvOptions of(Map<String, Object> input, Caller caller) {
        String delimiter = (String) input.get("delimiter");
        delimiter = delimiter.equals("tab") ? "\t" : delimiter;
        String quote = (String) input.get("quote");
        if (quote.length() != 1 || isLineEnd(quote)) {
            throw refusal("The quote '" + quote + "' is not one character. Expected one such as \" or '.", caller);
        }
        if (delimiter.isEmpty() || isLineEnd(delimiter) || delimiter.contains(quote)) {
            throw refusal(
                    "The delimiter '" + delimiter + "' cannot stand between columns: it is empty, or holds the end of a"
                            + " line or the quote. Expected one such as , or ; or tab.",
                    caller);
        }
        List<String> columns = ((List<?>) input.getOrDefault("columns", List.of()))
                .stream().map(String::valueOf).toList();
        if (columns.stream().anyMatch(String::isBlank) || new HashSet<>(columns).size() < columns.size()) {
            throw refusal(
                    "The columns " + columns + " have a name twice, or one that is blank. Name each column once.",
                    caller);
        }
        Boolean header = (Boolean) input.get("header");
        return new CsvOptions(delimiter, quote.charAt(0), header == null ? columns.isEmpty() : header, columns);
    }

    private static boolean isLineEnd(String text) {
        return text.contains("\n") || text.contains("\r");
    }

    private static RuntimeException refusal(String sentence, Caller caller) {
        return caller.failure(FormatErrors.OPTION_REFUSED, sentence).build();
    }
}
