/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which types of events somebody wants: {@code order.placed} is one type, {@code order.*} all that begin with {@code order.},
 * and {@code *} all. Immutable.
 */
final class EventTypes {

    private final List<String> patterns;
    private final Set<String> exact;
    private final List<String> prefixes;

    private EventTypes(List<String> patterns) {
        this.patterns = patterns;
        this.exact =
                patterns.stream().filter(pattern -> !pattern.endsWith("*")).collect(Collectors.toUnmodifiableSet());
        this.prefixes = patterns.stream()
                .filter(pattern -> pattern.endsWith("*"))
                .map(pattern -> pattern.substring(0, pattern.length() - 1))
                .toList();
    }

    /** @throws IllegalArgumentException when a pattern can match no type, or has its star elsewhere than at its end */
    static EventTypes of(List<?> patterns) {
        List<String> texts = patterns.stream().map(String::valueOf).toList();
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("'types' is empty. Leave it out for all events.");
        }
        for (String pattern : texts) {
            int star = pattern.indexOf('*');
            if (pattern.isEmpty() || hasBlanks(pattern) || (star >= 0 && star < pattern.length() - 1)) {
                throw new IllegalArgumentException("'types' has '" + pattern
                        + "'. Expected a type such as order.placed, a prefix such as order.*, or * for all.");
            }
        }
        return new EventTypes(texts);
    }

    static boolean hasBlanks(String type) {
        return type.chars()
                .anyMatch(character -> Character.isWhitespace(character) || Character.isISOControl(character));
    }

    boolean match(String type) {
        return exact.contains(type) || prefixes.stream().anyMatch(type::startsWith);
    }

    /** As they were written. */
    List<String> patterns() {
        return patterns;
    }
}
