/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.generated;

import dev.serai.store.Store;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Record;

/**
 * Which executions belong together: one that was started and all that came of it. A group's execution has no parent; it
 * belongs to those that contributed, which are of one family because each group is filled by one step.
 */
final class Families {

    private static final String PARENT = """
            SELECT idempotency_key, coalesce(parent_id,
                (SELECT execution_id FROM aggregate_contribution WHERE output_id = id LIMIT 1)) AS parent
            FROM execution WHERE id = ?""";

    private static final String DESCENDANTS = """
            WITH RECURSIVE link (child, parent) AS (
                SELECT id, parent_id FROM execution WHERE parent_id IS NOT NULL
                UNION SELECT output_id, execution_id FROM aggregate_contribution),
            family (id) AS (SELECT id FROM execution WHERE id = ? UNION SELECT child FROM link JOIN family ON parent = family.id)
            SELECT execution.id, entry, status FROM execution JOIN family USING (id) WHERE id <> ? ORDER BY id""";

    /** The keys with which the roots were started. */
    private final Map<String, String> roots = new ConcurrentHashMap<>();

    /** The start key of the execution of which another one came. */
    String rootOf(Store store, String id) {
        String known = roots.get(id);
        if (known != null) {
            return known;
        }
        Record row = store.read().fetchOne(PARENT, id);
        String parent = row.get("parent", String.class);
        String root = parent == null ? row.get("idempotency_key", String.class) : rootOf(store, parent);
        roots.put(id, root);
        return root;
    }

    /** All that came of an execution, but not the execution. */
    static List<Member> descendants(Store store, String id) {
        return store.read()
                .fetch(DESCENDANTS, id, id)
                .map(row -> new Member(
                        row.get("id", String.class), row.get("entry", String.class), row.get("status", String.class)));
    }

    static boolean hasEnded(Store store, String id) {
        return descendants(store, id).stream().allMatch(Member::hasEnded);
    }

    /** @param entry the step or route at which it began */
    record Member(String id, String entry, String status) {
        boolean hasEnded() {
            return List.of("COMPLETED", "DEAD_LETTER", "CANCELLED").contains(status);
        }
    }
}
