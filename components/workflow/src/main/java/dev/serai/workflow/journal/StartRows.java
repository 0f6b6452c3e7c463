/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.BatchWrite;
import dev.serai.store.WriteSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds executions to the queue. */
final class StartRows {

    /** Gives the id of the execution with the key of each: its own, or that of the first. */
    static final BatchWrite<NewExecution, String> START = StartRows::start;

    /** Gives the id of the parent's child with the key of each: its own, or that of the first. */
    static final BatchWrite<NewExecution, String> START_CHILD = StartRows::startChildren;

    private static final String INSERT = """
            INSERT INTO execution (id, workflow, version, entry, input, attempt, due_at, created_at,
                idempotency_key, parent_id, cancel_with_parent, priority, concurrency_key, labels, deadline_at,
                status, node, started_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String TAKE_KEYS = """
            INSERT INTO start_key (workflow, idempotency_key, execution_id, expires_at) VALUES %s
            ON CONFLICT (workflow, idempotency_key) DO UPDATE SET execution_id = excluded.execution_id,
                expires_at = excluded.expires_at WHERE start_key.expires_at <= ?
            RETURNING workflow, idempotency_key, execution_id""";

    private static final String KNOWN_KEYS = """
            SELECT workflow, idempotency_key, execution_id FROM start_key
            WHERE (workflow, idempotency_key) IN (VALUES %s)""";

    private StartRows() {}

    /** Adds executions to the queue, whatever their keys are. */
    static void add(WriteSession session, List<NewExecution> executions) throws SQLException {
        session.updateAll(INSERT, executions.stream().map(NewExecution::row).toList());
        LargeValueRows.insert(
                session,
                executions.stream()
                        .filter(added -> added.largeInput() != null)
                        .map(added -> LargeValueRows.row(added.id(), added.largeInput()))
                        .toList());
    }

    private static List<String> start(WriteSession session, List<NewExecution> executions) throws SQLException {
        Map<Key, String> owners = owners(session, executions);
        List<String> ids = new ArrayList<>();
        List<NewExecution> added = new ArrayList<>();
        for (NewExecution execution : executions) {
            String id = Key.of(execution).map(owners::get).orElse(execution.id());
            ids.add(id);
            if (id.equals(execution.id())) {
                added.add(execution);
            }
        }
        add(session, added);
        return ids;
    }

    /** The executions that have the keys. The database says which came first, also among several that start at once. */
    private static Map<Key, String> owners(WriteSession session, List<NewExecution> executions) throws SQLException {
        Map<Key, NewExecution> firsts = new LinkedHashMap<>();
        long now = 0;
        for (NewExecution execution : executions) {
            Key.of(execution).ifPresent(key -> firsts.putIfAbsent(key, execution));
            now = Math.max(now, execution.record().createdAt());
        }
        Map<Key, String> owners = new HashMap<>();
        // In one order everywhere, so that two processes which start the same do not wait for each other.
        List<Object[]> wanted = firsts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(first -> first.getKey().row(first.getValue()))
                .toList();
        session.rowsFor(TAKE_KEYS, "(?, ?, ?, ?)", wanted, Owner::of, now).forEach(owner -> owner.addTo(owners));
        List<Object[]> taken = firsts.keySet().stream()
                .filter(key -> !owners.containsKey(key))
                .map(key -> new Object[] {key.workflow, key.text})
                .toList();
        session.rowsFor(KNOWN_KEYS, "(?, ?)", taken, Owner::of).forEach(owner -> owner.addTo(owners));
        return owners;
    }

    private static List<String> startChildren(WriteSession session, List<NewExecution> children) throws SQLException {
        List<String> ids = new ArrayList<>();
        for (NewExecution child : children) {
            StartTerms terms = child.record().terms();
            Optional<String> known = session.text(
                    "SELECT id FROM execution WHERE parent_id = ? AND idempotency_key = ?",
                    terms.parentId(),
                    terms.idempotencyKey());
            if (known.isEmpty()) {
                add(session, List.of(child));
            }
            ids.add(known.orElse(child.id()));
        }
        return ids;
    }

    /** What names an execution within its workflow. */
    private record Key(String workflow, String text) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::workflow).thenComparing(Key::text);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        static Optional<Key> of(NewExecution execution) {
            return Optional.ofNullable(execution.record().terms().idempotencyKey())
                    .map(text -> new Key(execution.record().workflow(), text));
        }

        Object[] row(NewExecution owner) {
            return new Object[] {
                workflow, text, owner.id(), owner.record().terms().keyExpiresAt()
            };
        }
    }

    private record Owner(Key key, String executionId) {

        static Owner of(ResultSet row) throws SQLException {
            return new Owner(new Key(row.getString(1), row.getString(2)), row.getString(3));
        }

        void addTo(Map<Key, String> owners) {
            owners.put(key, executionId);
        }
    }
}
