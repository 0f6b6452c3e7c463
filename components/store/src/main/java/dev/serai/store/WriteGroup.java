/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The writes of one transaction, put together so that changes of one kind share statements. What concerns the same key
 * stays in the order of its submission; so does everything around a write that has no key, because nobody knows what that
 * one touches. Used by the writer's thread only.
 */
final class WriteGroup {

    private final List<Part> parts = new ArrayList<>();
    private final Map<BatchWrite<?, ?>, TreeSet<Integer>> partsByKind = new HashMap<>();
    private final Map<String, Integer> lastPartOfKey = new HashMap<>();

    /** Carries out writes that came in this order; each knows its result then. */
    static void run(List<PendingWrite<?>> writes, WriteSession session) throws SQLException {
        WriteGroup group = new WriteGroup();
        writes.forEach(group::add);
        for (Part part : group.parts) {
            part.run(session);
        }
    }

    private void add(PendingWrite<?> write) {
        if (write instanceof PendingWrite.Alone<?> alone) {
            parts.add(alone::run);
            partsByKind.clear();
            lastPartOfKey.clear();
        } else if (write instanceof PendingWrite.OfMany<?, ?> ofMany) {
            add(ofMany);
        }
    }

    private <I, R> void add(PendingWrite.OfMany<I, R> write) {
        TreeSet<Integer> ofKind = partsByKind.computeIfAbsent(write.kind(), kind -> new TreeSet<>());
        Integer at = ofKind.ceiling(lastPartOfKey.getOrDefault(write.key(), -1));
        if (at == null) {
            at = parts.size();
            parts.add(new Batch<>(write.kind()));
            ofKind.add(at);
        }
        // Only writes of this kind are put there.
        @SuppressWarnings("unchecked")
        Batch<I, R> batch = (Batch<I, R>) parts.get(at);
        batch.writes.add(write);
        lastPartOfKey.put(write.key(), at);
    }

    /** What is carried out at once. */
    @FunctionalInterface
    private interface Part {
        void run(WriteSession session) throws SQLException;
    }

    private static final class Batch<I, R> implements Part {
        private final BatchWrite<I, R> kind;
        private final List<PendingWrite.OfMany<I, R>> writes = new ArrayList<>();

        Batch(BatchWrite<I, R> kind) {
            this.kind = kind;
        }

        @Override
        public void run(WriteSession session) throws SQLException {
            List<R> results = kind.apply(
                    session, writes.stream().map(PendingWrite.OfMany::change).toList());
            for (int i = 0; i < results.size(); i++) {
                writes.get(i).came(results.get(i));
            }
        }
    }
}
