/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.serai.connector.Caller;
import dev.serai.connector.ConnectorException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * A place between two rows, as text: the values of the order's columns in the row before, or how many rows lie before it
 * where nothing tells rows apart. It remembers the order, and is refused for another one.
 */
final class RowPosition {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<List<String>>> PARTS = new TypeReference<>() {};
    private static final String OFFSET = "#";

    private static final List<Kind> KINDS = List.of(
            new Kind("l", Long.class, Long::valueOf),
            new Kind("l", Integer.class, Long::valueOf),
            new Kind("l", Short.class, Long::valueOf),
            new Kind("l", Byte.class, Long::valueOf),
            new Kind("d", BigInteger.class, BigDecimal::new),
            new Kind("d", BigDecimal.class, BigDecimal::new),
            new Kind("f", Double.class, Double::valueOf),
            new Kind("e", Float.class, Float::valueOf),
            new Kind("s", String.class, text -> text),
            new Kind("b", Boolean.class, Boolean::valueOf),
            new Kind("u", UUID.class, UUID::fromString),
            new Kind("D", LocalDate.class, LocalDate::parse),
            new Kind("T", LocalTime.class, LocalTime::parse),
            new Kind("X", LocalDateTime.class, LocalDateTime::parse),
            new Kind("Z", OffsetDateTime.class, OffsetDateTime::parse));

    private RowPosition() {}

    /** @throws ConnectorException when a value cannot be compared with a later one */
    static String after(RowOrder order, Map<String, Object> row, Caller caller) {
        List<List<String>> parts = new ArrayList<>();
        parts.add(order.texts());
        List<Object> values = order.values(row);
        for (int i = 0; i < values.size(); i++) {
            parts.add(part(values.get(i), order.texts().get(i), caller));
        }
        return encoded(parts);
    }

    static String afterRows(long count) {
        return encoded(List.of(List.of(OFFSET), List.of("l", Long.toString(count))));
    }

    /**
     * The values of the order's columns.
     *
     * @throws ConnectorException when the text is none of this class's, or of another order
     */
    static List<Object> values(String text, RowOrder order, Caller caller) {
        List<List<String>> parts = decoded(text, caller);
        if (!parts.get(0).equals(order.texts())) {
            throw caller.failure(
                            SqlErrors.CURSOR_REFUSED,
                            "The cursor belongs to the order " + parts.get(0) + ", but the rows come in the order "
                                    + order.texts()
                                    + ": 'sort', 'cursor' or 'key' changed, or the table's primary key. Begin again"
                                    + " without a cursor; the position of a stream is reset by 'serai checkpoints"
                                    + " reset'.")
                    .build();
        }
        return parsed(parts, caller);
    }

    /** How many rows lie before. */
    static long rows(String text, Caller caller) {
        List<List<String>> parts = decoded(text, caller);
        if (!parts.get(0).equals(List.of(OFFSET))) {
            throw unreadable(text, caller).build();
        }
        return (Long) parsed(parts, caller).get(0);
    }

    private static List<String> part(Object value, String column, Caller caller) {
        if (value == null) {
            return List.of("0", "");
        }
        if (value instanceof byte[] bytes) {
            return List.of("y", Base64.getEncoder().encodeToString(bytes));
        }
        for (Kind kind : KINDS) {
            if (kind.type().isInstance(value)) {
                return List.of(kind.mark(), value.toString());
            }
        }
        throw caller.failure(
                        SqlErrors.CURSOR_REFUSED,
                        "Rows cannot be read in the order of '" + column + "', which holds a "
                                + value.getClass().getSimpleName()
                                + ". Take a column of numbers, text, dates or UUIDs.")
                .build();
    }

    private static List<Object> parsed(List<List<String>> parts, Caller caller) {
        List<Object> values = new ArrayList<>();
        for (List<String> part : parts.subList(1, parts.size())) {
            try {
                values.add(value(part.get(0), part.get(1)));
            } catch (RuntimeException e) {
                throw unreadable(String.valueOf(part), caller).cause(e).build();
            }
        }
        return values;
    }

    private static Object value(String mark, String text) {
        if (mark.equals("0")) {
            return null;
        }
        if (mark.equals("y")) {
            return Base64.getDecoder().decode(text);
        }
        for (Kind kind : KINDS) {
            if (kind.mark().equals(mark)) {
                return kind.parse().apply(text);
            }
        }
        throw new IllegalArgumentException(mark);
    }

    private static String encoded(List<List<String>> parts) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(JSON.writeValueAsString(parts).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<List<String>> decoded(String text, Caller caller) {
        try {
            List<List<String>> parts =
                    JSON.readValue(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8), PARTS);
            if (parts != null && parts.size() > 1 && parts.get(0).size() == parts.size() - 1) {
                return parts;
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw unreadable(text, caller).cause(e).build();
        }
        throw unreadable(text, caller).build();
    }

    private static ConnectorException.Builder unreadable(String text, Caller caller) {
        return caller.failure(
                SqlErrors.CURSOR_REFUSED,
                "The cursor '" + text + "' was not given by this connector. Take the header CamelSeraiNextCursor of the"
                        + " page before, or begin again without a cursor.");
    }

    /** What values of an order's column may be, and how they come back from text. */
    private record Kind(String mark, Class<?> type, Function<String, Object> parse) {}
}
