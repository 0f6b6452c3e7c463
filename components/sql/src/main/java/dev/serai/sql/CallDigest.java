/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.sql;

import dev.serai.connector.Operation;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.SQLDialect;

/**
 * A digest of what a call asks for, by which another call with the same key is told from a repetition. It is the same for
 * equal inputs, in every process. What can be read only once is left aside.
 */
final class CallDigest {

    private final MessageDigest digest = sha256();

    private CallDigest() {}

    /** @param parameters finds the values of {@code :#name} that the input lacks */
    static String of(
            Operation operation, Map<String, Object> input, Function<String, Object> parameters, SQLDialect dialect) {
        CallDigest call = new CallDigest();
        call.add(operation.name());
        call.add(input);
        Stream.concat(names(input, dialect), RowInput.keys(input).stream())
                .distinct()
                .forEach(name -> call.add(parameters.apply(name)));
        return call.hex();
    }

    /** A digest of one value. */
    static String of(Object value) {
        CallDigest call = new CallDigest();
        call.add(value);
        return call.hex();
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of the parameters in the statements of an input. */
    private static Stream<String> names(Map<String, Object> input, SQLDialect dialect) {
        return SqlStatement.texts(input)
                .flatMap(sql -> Placeholders.in(sql, dialect).stream())
                .map(Placeholders.Place::name)
                .filter(name -> name != null);
    }

    private void add(Object given) {
        Object value = ParameterBinding.plain(given);
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, mapped) -> sorted.put(String.valueOf(key), mapped));
            token('{', Integer.toString(sorted.size()));
            sorted.forEach((key, mapped) -> {
                token('k', key);
                add(mapped);
            });
        } else if (value instanceof Set<?> set) {
            // It may give its elements in another order the next time.
            token('<', Integer.toString(set.size()));
            set.stream().map(element -> of(element)).sorted().forEach(element -> token('e', element));
        } else if (value instanceof Collection<?> list) {
            token('[', Integer.toString(list.size()));
            list.forEach(this::add);
        } else if (value instanceof byte[] bytes) {
            token('b', Integer.toString(bytes.length));
            digest.update(bytes);
        } else if (value != null && value.getClass().isArray()) {
            token('[', Integer.toString(Array.getLength(value)));
            for (int i = 0; i < Array.getLength(value); i++) {
                add(Array.get(value, i));
            }
        } else {
            token('v', text(value));
        }
    }

    @SuppressWarnings("JavaUtilDate") // a row may hold one of those of java.sql, whose text depends on the time zone
    private static String text(Object value) {
        if (value instanceof Date date) {
            return Long.toString(date.getTime());
        }
        // What has an order names itself by what it holds; a stream or an iterator does not.
        boolean plain = value instanceof Number || value instanceof Comparable<?>;
        return plain ? value.toString() : value == null ? "null" : "?";
    }

    /** Lengths keep neighbours apart. */
    private void token(char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((kind + Integer.toString(bytes.length) + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
