/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** What a {@link KeyValueServer} holds: texts by name. Thread-safe. */
final class KeyValueStore {

    private final TreeMap<String, String> values = new TreeMap<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();

    synchronized String get(String name) {
        return values.get(name);
    }

    synchronized void put(String name, String value) {
        values.put(name, value);
        changes.incrementAndGet();
    }

    synchronized void remove(String name) {
        values.remove(name);
        changes.incrementAndGet();
    }

    /** @param key a second call with the same key changes nothing and is answered like the first; null for none */
    synchronized String append(String name, String more, String key) {
        if (key != null && answers.containsKey(key)) {
            return answers.get(key);
        }
        String longer = values.merge(name, more, String::concat);
        changes.incrementAndGet();
        if (key != null) {
            answers.put(key, longer);
        }
        return longer;
    }

    /** All of them or, when one has no value, none. */
    synchronized void putAll(Map<String, Object> entries) {
        entries.forEach((name, value) -> {
            if (value == null) {
                throw new IllegalArgumentException("The key '" + name + "' has no value.");
            }
        });
        entries.forEach((name, value) -> values.put(name, String.valueOf(value)));
        changes.incrementAndGet();
    }

    /** The sum of the values whose names begin so. */
    synchronized BigDecimal sum(String prefix) {
        return withPrefix(prefix).values().stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    synchronized int changes() {
        return changes.get();
    }

    synchronized void clear() {
        values.clear();
        answers.clear();
        changes.set(0);
    }

    /** Answers {@code {prefix, after, filters, sort, fields, offset, limit}} with {@code {records, total}}. */
    synchronized Map<String, Object> query(Map<String, Object> query) {
        String after = (String) query.get("after");
        List<Map<String, Object>> found = new ArrayList<>();
        withPrefix(String.valueOf(query.get("prefix"))).forEach((name, value) -> {
            if (after == null || name.compareTo(after) > 0) {
                found.add(row(name, value));
            }
        });
        maps(query.get("filters"))
                .forEach(filter -> found.removeIf(holds(filter).negate()));
        List<Map<String, Object>> keys = new ArrayList<>(maps(query.get("sort")));
        // The last key is sorted by first: sorting keeps the order of equals.
        Collections.reverse(keys);
        keys.forEach(key -> found.sort(order(key)));
        int offset = ((Number) query.getOrDefault("offset", 0)).intValue();
        int limit = ((Number) query.getOrDefault("limit", Integer.MAX_VALUE)).intValue();
        List<?> fields = (List<?>) query.getOrDefault("fields", List.of());
        List<Map<String, Object>> page =
                found.stream().skip(offset).limit(limit).toList();
        if (!fields.isEmpty()) {
            page.forEach(row -> row.keySet().retainAll(fields));
        }
        return Map.of("records", page, "total", found.size());
    }

    private Map<String, String> withPrefix(String prefix) {
        return values.subMap(prefix, prefix + Character.MAX_VALUE);
    }

    private static Map<String, Object> row(String name, String value) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("value", value);
        row.put("length", value.length());
        return row;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(Object value) {
        return value == null ? List.of() : (List<Map<String, Object>>) value;
    }

    private static Comparator<Map<String, Object>> order(Map<String, Object> key) {
        Comparator<Map<String, Object>> order =
                (one, other) -> compare(one.get(key.get("field")), other.get(key.get("field")));
        return Boolean.TRUE.equals(key.get("descending")) ? order.reversed() : order;
    }

    private static Predicate<Map<String, Object>> holds(Map<String, Object> filter) {
        Object wanted = filter.get("value");
        return row -> {
            Object value = row.get(filter.get("field"));
            return switch (String.valueOf(filter.get("operator"))) {
                case "EQ" -> compare(value, wanted) == 0;
                case "NE" -> compare(value, wanted) != 0;
                case "GT" -> compare(value, wanted) > 0;
                case "GTE" -> compare(value, wanted) >= 0;
                case "LT" -> compare(value, wanted) < 0;
                case "LTE" -> compare(value, wanted) <= 0;
                case "IN" -> ((List<?>) wanted).stream().anyMatch(one -> compare(value, one) == 0);
                default -> throw new IllegalArgumentException("There is no comparison " + filter.get("operator") + ".");
            };
        };
    }

    private static int compare(Object one, Object other) {
        return one instanceof Number && other instanceof Number
                ? new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString()))
                : String.valueOf(one).compareTo(String.valueOf(other));
    }
}
