/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import java.time.Duration;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Values that can be kept and copied: immutable ones, bytes, and lists and maps of them. No streams, no beans. */
final class PlainValues {

    private PlainValues() {}

    /** Whether a value can be told from others by {@code equals}, all the way down; bytes cannot. */
    static boolean isKey(Object value) {
        return isPlain(value, false);
    }

    static boolean isPlain(Object value) {
        return isPlain(value, true);
    }

    private static boolean isPlain(Object value, boolean bytes) {
        if (value instanceof Map<?, ?> map) {
            return map.keySet().stream().allMatch(key -> isPlain(key, bytes))
                    && map.values().stream().allMatch(item -> isPlain(item, bytes));
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(item -> isPlain(item, bytes));
        }
        return value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof Enum
                || value instanceof UUID
                || value instanceof Temporal
                || value instanceof Duration
                || (bytes && value instanceof byte[]);
    }

    /** A copy of lists, maps and bytes, all the way down. */
    static Object copy(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(key, copy(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }
}
