/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.value;

import java.lang.reflect.Array;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Repeats what a step changed inside a value that it did not replace. Whoever else holds the value must see the change
 * too, as they did when the step ran: the original of a copied exchange, or the list that a split took its parts from.
 */
final class ChangeInPlace {

    private ChangeInPlace() {}

    /**
     * Makes a value what it was after the step, and gives it; gives the recorded value itself when the value there now
     * is not of its class or cannot be changed.
     */
    static Object repeat(Object value, Object recorded) {
        if (value == null || recorded == null || value.getClass() != recorded.getClass()) {
            return recorded;
        }
        try {
            return change(value, recorded) ? value : recorded;
        } catch (UnsupportedOperationException e) {
            return recorded;
        }
    }

    @SuppressWarnings({"unchecked", "JavaUtilDate"}) // a workflow's message may hold dates of either kind
    private static boolean change(Object value, Object recorded) {
        if (ValueCodec.isImmutable(value)) {
            return value.equals(recorded);
        }
        if (value instanceof Map<?, ?> map) {
            changeMap((Map<Object, Object>) map, (Map<?, ?>) recorded);
        } else if (value instanceof List<?> list) {
            changeList((List<Object>) list, (List<?>) recorded);
        } else if (value instanceof Collection<?> collection) {
            changeCollection((Collection<Object>) collection, (Collection<?>) recorded);
        } else if (value instanceof Date date) {
            date.setTime(((Date) recorded).getTime());
            if (date instanceof Timestamp timestamp) {
                timestamp.setNanos(((Timestamp) recorded).getNanos());
            }
        } else if (value instanceof StringBuilder text) {
            text.setLength(0);
            text.append((StringBuilder) recorded);
        } else if (value.getClass().isArray() && Array.getLength(value) == Array.getLength(recorded)) {
            System.arraycopy(recorded, 0, value, 0, Array.getLength(value));
        } else {
            return false;
        }
        return true;
    }

    private static void changeMap(Map<Object, Object> map, Map<?, ?> recorded) {
        Map<Object, Object> after = new LinkedHashMap<>();
        recorded.forEach((key, held) -> after.put(key, repeat(map.get(key), held)));
        if (!new ArrayList<>(map.keySet()).equals(new ArrayList<>(recorded.keySet()))) {
            map.clear();
            map.putAll(after);
            return;
        }
        after.forEach((key, held) -> {
            if (held != map.get(key)) {
                map.put(key, held);
            }
        });
    }

    /** Touches the list itself only where it must: a split may be on its way through it. */
    private static void changeList(List<Object> list, List<?> recorded) {
        for (int at = 0; at < Math.min(list.size(), recorded.size()); at++) {
            Object held = repeat(list.get(at), recorded.get(at));
            if (held != list.get(at)) {
                list.set(at, held);
            }
        }
        if (list.size() > recorded.size()) {
            list.subList(recorded.size(), list.size()).clear();
        } else if (list.size() < recorded.size()) {
            list.addAll(recorded.subList(list.size(), recorded.size()));
        }
    }

    private static void changeCollection(Collection<Object> collection, Collection<?> recorded) {
        if (!new ArrayList<>(collection).equals(new ArrayList<>(recorded))) {
            collection.clear();
            collection.addAll(recorded);
        }
    }
}
