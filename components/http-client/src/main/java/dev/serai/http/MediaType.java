/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a {@code Content-Type} header says about a body. */
record MediaType(String type, Charset charset) {

    private static final Pattern CHARSET = Pattern.compile(";\\s*charset=\"?([^;\"\\s]+)", Pattern.CASE_INSENSITIVE);

    /** @param header null counts as bytes of an unknown kind; text without a charset is UTF-8 */
    static MediaType of(String header) {
        if (header == null) {
            return new MediaType("application/octet-stream", StandardCharsets.UTF_8);
        }
        int end = header.indexOf(';');
        String type = (end < 0 ? header : header.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        return new MediaType(type, charset(header));
    }

    private static Charset charset(String header) {
        if (header.indexOf(';') < 0) {
            return StandardCharsets.UTF_8;
        }
        Matcher matcher = CHARSET.matcher(header);
        try {
            return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    boolean isJson() {
        return type.equals("application/json") || type.endsWith("+json");
    }

    boolean isText() {
        return type.startsWith("text/")
                || type.equals("application/xml")
                || type.endsWith("+xml")
                || type.equals("application/x-www-form-urlencoded")
                || type.equals("application/javascript");
    }
}
