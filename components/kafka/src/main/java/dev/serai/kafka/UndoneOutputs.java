/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.kafka;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Messages whose outputs failed and that come again, by their keys. Until then no output of a message that came after one of
 * them is taken: it would wait for that one in its partition, which comes again only when nothing of its key is under way.
 * Not thread-safe.
 */
final class UndoneOutputs {

    private final Predicate<Delivery> open;
    private final Map<String, Set<Delivery>> byKey = new HashMap<>();

    /** @param open whether a message may still come again */
    UndoneOutputs(Predicate<Delivery> open) {
        this.open = open;
    }

    /** @param key of the message, or null */
    void add(String key, Delivery delivery) {
        byKey.computeIfAbsent(key, none -> new HashSet<>()).add(delivery);
    }

    /**
     * A message has come with its output.
     *
     * @return whether that has to come again, because one of its key before it has not yet
     */
    boolean mustFollow(String key, Delivery delivery) {
        Set<Delivery> undone = byKey.get(key);
        if (undone == null) {
            return false;
        }
        undone.remove(delivery);
        undone.removeIf(open.negate());
        boolean follows = undone.stream().anyMatch(other -> other.place() < delivery.place());
        if (follows) {
            undone.add(delivery);
        } else if (undone.isEmpty()) {
            byKey.remove(key);
        }
        return follows;
    }
}
