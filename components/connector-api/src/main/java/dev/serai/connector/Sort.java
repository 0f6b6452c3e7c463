/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One key of an order.
 *
 * @param field the record's field
 * @param descending the largest first
 */
public record Sort(String field, boolean descending) {

    private static final Pattern KEY = Pattern.compile("(\\S+)(?:\\s+(asc|desc))?", Pattern.CASE_INSENSITIVE);

    /**
     * Reads an order as a route writes it: {@code name} or {@code total desc}, one entry for each key.
     *
     * @throws IllegalArgumentException when an entry is neither
     */
    public static List<Sort> parse(List<?> keys) {
        return keys.stream().map(key -> parse(String.valueOf(key))).toList();
    }

    private static Sort parse(String key) {
        Matcher matcher = KEY.matcher(key.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Expected a field, with 'asc' or 'desc' after it if need be, but not '" + key + "'.");
        }
        return new Sort(matcher.group(1), "desc".equalsIgnoreCase(matcher.group(2)));
    }
}
