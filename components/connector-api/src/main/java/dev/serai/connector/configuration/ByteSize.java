/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of bytes, written {@code 10MB}, {@code 512KB} or as a plain number; a KB is 1,024 bytes.
 *
 * @param bytes not negative
 */
public record ByteSize(long bytes) implements Comparable<ByteSize> {

    private static final Pattern TEXT =
            Pattern.compile("(\\d{1,9})\\s*(B|KB|MB|GB)|(\\d{1,18})", Pattern.CASE_INSENSITIVE);

    /** Reads an amount as a person writes it. Anything else is an {@link IllegalArgumentException} that says what to write. */
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Expected a size such as 10MB, 512KB or a number of bytes.");
        }
        if (matcher.group(3) != null) {
            return new ByteSize(Long.parseLong(matcher.group(3)));
        }
        long unit =
                switch (matcher.group(2).toUpperCase(Locale.ROOT)) {
                    case "KB" -> 1L << 10;
                    case "MB" -> 1L << 20;
                    case "GB" -> 1L << 30;
                    default -> 1L;
                };
        return new ByteSize(Long.parseLong(matcher.group(1)) * unit);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return bytes >= 1 << 20 && bytes % (1 << 20) == 0 ? (bytes >> 20) + " MB" : bytes + " bytes";
    }
}
