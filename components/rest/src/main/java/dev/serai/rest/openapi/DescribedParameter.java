/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An input that goes into a request's path, query, headers or cookies.
 *
 * @param field the input
 * @param name as the API calls it
 * @param place where it goes
 * @param style how lists and maps are written there, as OpenAPI names it: {@code form}, {@code spaceDelimited} …
 * @param explode each item of a list or map is a pair of its own
 */
public record DescribedParameter(String field, String name, Place place, String style, boolean explode) {

    /** Where in a request. */
    public enum Place {
        PATH,
        QUERY,
        HEADER,
        COOKIE;

        static Place of(String in) {
            return valueOf(in.toUpperCase(Locale.ROOT));
        }
    }

    /** The pairs of the query that carry a value; a list gives a name several times. By OpenAPI's table of styles. */
    public Map<String, Object> query(Object value) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map && style.equals("deepObject")) {
            map.forEach((key, one) -> pairs.put(name + "[" + key + "]", one));
        } else if (value instanceof Map<?, ?> map && explode) {
            map.forEach((key, one) -> pairs.put(String.valueOf(key), one));
        } else if (value instanceof Collection<?> && explode) {
            pairs.put(name, value);
        } else {
            pairs.put(name, text(value));
        }
        return pairs;
    }

    /** A value in one text, for a path, a header or a cookie. */
    public String text(Object value) {
        String between = style.equals("spaceDelimited") ? " " : style.equals("pipeDelimited") ? "|" : ",";
        if (value instanceof Collection<?> items) {
            return String.join(between, items.stream().map(String::valueOf).toList());
        }
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach((key, one) -> parts.add(key + (explode ? "=" : between) + one));
            return String.join(between, parts);
        }
        return String.valueOf(value);
    }

    /** A value as a pair of the header {@code Cookie}. */
    public String cookie(Object value) {
        return name + "=" + URLEncoder.encode(text(value), StandardCharsets.UTF_8);
    }
}
