/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.apache.camel.converter.stream.InputStreamCache;

/** The values that generated routes carry: how they begin, grow, and look. */
@SuppressWarnings("JavaUtilDate") // routes may carry dates of either kind
final class Values {

    /** A body that grows beyond this begins anew, so that nested loops stay cheap. */
    private static final int LONGEST = 160;

    private Values() {}

    /** Classes of bodies. */
    enum Kind {
        TEXT,
        MAP,
        LIST,
        DECIMAL,
        DATE,
        OLD_DATE,
        BYTES,
        STREAM,
        NOTHING;

        Object make() {
            return switch (this) {
                case TEXT -> "text";
                case MAP -> new LinkedHashMap<>(Map.of("price", new BigDecimal("1.50")));
                case LIST -> new ArrayList<>(List.of(1L, MAP.make(), "three"));
                case DECIMAL -> new BigDecimal("10.00");
                case DATE -> LocalDate.of(2026, 1, 31);
                case OLD_DATE -> new Date(0);
                case BYTES -> bytes("bytes");
                case STREAM -> stream("stream");
                case NOTHING -> null;
            };
        }
    }

    /** Puts something into a body that can be changed in place. */
    @SuppressWarnings("unchecked")
    static void mutate(Object body) {
        if (body instanceof Map<?, ?> map) {
            ((Map<Object, Object>) map).merge("mutations", 1, (now, one) -> (Integer) now + (Integer) one);
        } else if (body instanceof List<?> list && list.size() < 6) {
            ((List<Object>) list).add("mutation");
        } else if (body instanceof Date date) {
            date.setTime(date.getTime() + 1_000);
        }
    }

    /** What a deed makes of a body: another value. */
    static Object grown(Object body, String deed) {
        if (body != null && render(body).length() > LONGEST) {
            return deed;
        }
        if (body instanceof Map<?, ?> map) {
            Map<Object, Object> grown = new LinkedHashMap<>(map);
            grown.merge(deed, 1, (now, one) -> (Integer) now + (Integer) one);
            return grown;
        }
        if (body instanceof List<?> list) {
            List<Object> grown = new ArrayList<>(list);
            grown.add(deed);
            return grown;
        }
        if (body instanceof BigDecimal decimal) {
            return decimal.add(BigDecimal.ONE);
        }
        if (body instanceof LocalDate date) {
            return date.plusDays(1);
        }
        if (body instanceof Date date) {
            return new Date(date.getTime() + 1);
        }
        if (body instanceof byte[] bytes) {
            return bytes(text(bytes) + "/" + deed);
        }
        if (body instanceof StreamCache stream) {
            return stream(text(stream) + "/" + deed);
        }
        return body == null ? deed : body + "/" + deed;
    }

    /** The body, and the headers and variables that are not Camel's, each with its class. */
    static String render(Exchange exchange) {
        StringBuilder text = new StringBuilder(render(exchange.getMessage().getBody()));
        new TreeMap<>(exchange.getMessage().getHeaders()).forEach((name, value) -> append(text, name, value));
        if (exchange.hasVariables()) {
            new TreeMap<>(exchange.getVariables()).forEach((name, value) -> append(text, "$" + name, value));
        }
        Object note = exchange.getProperty("note");
        append(text, "note", note);
        return text.toString();
    }

    private static void append(StringBuilder text, String name, Object value) {
        if (!name.contains("Camel")) {
            text.append(' ').append(name).append('=').append(render(value));
        }
    }

    /** A value and the classes in it. */
    static String render(Object value) {
        if (value == null) {
            return "nothing";
        }
        String name = value.getClass().getSimpleName();
        if (value instanceof Map<?, ?> map) {
            StringBuilder text = new StringBuilder(name).append('{');
            map.forEach((key, held) ->
                    text.append(render(key)).append(':').append(render(held)).append(','));
            return text.append('}').toString();
        }
        if (value instanceof List<?> list) {
            return name + list.stream().map(Values::render).toList();
        }
        if (value instanceof byte[] bytes) {
            return name + '"' + text(bytes) + '"';
        }
        if (value instanceof StreamCache stream) {
            return "stream\"" + text(stream) + '"';
        }
        return value instanceof String text ? '"' + text + '"' : name + '"' + value + '"';
    }

    private static String text(StreamCache stream) {
        try {
            stream.reset();
            java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
            stream.writeTo(bytes);
            stream.reset();
            return bytes.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static StreamCache stream(String text) {
        return new InputStreamCache(bytes(text));
    }

    /** The bodies of copies, one after the other or sorted; a copy that failed is told from one that did not. */
    static Exchange join(Exchange joined, Exchange next, boolean sorted) {
        String text = next.getException() == null
                ? render(next.getMessage().getBody())
                : "!" + next.getException().getMessage();
        if (text.length() > LONGEST) {
            text = text.substring(0, text.indexOf('"') + 1) + "...";
        }
        if (joined == null) {
            next.setException(null);
            if (sorted) {
                // Which copy is the first one differs in each run; Camel ends a route with what was caught in it.
                next.removeProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
            }
            next.getMessage().setBody(text);
            return next;
        }
        String[] parts = (joined.getMessage().getBody(String.class) + "+" + text).split("\\+");
        if (sorted) {
            // Draws differ in each run, so the order must not depend on them.
            Arrays.sort(parts, Comparator.comparing(Outside::alike));
        }
        joined.getMessage().setBody(String.join("+", parts));
        return joined;
    }
}
