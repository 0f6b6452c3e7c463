/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.BatchWrite;
import dev.serai.store.Store;
import dev.serai.store.StoreCallback;
import dev.serai.store.WriteSession;
import dev.serai.workflow.journal.QueueRows.Due;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which process of several has an execution in memory. A process takes those whose turn has come and lets them go when they
 * wait; nobody takes what another has. Thread-safe.
 */
public final class ClaimRows {

    private static final BatchWrite<Claim, List<String>> CLAIM = ClaimRows::claim;

    /** What others are about to take is passed over, so that nobody waits for anybody. */
    private static final String CANDIDATES = """
            SELECT id, concurrency_key FROM execution WHERE workflow = ? AND version = ? AND %s AND node IS NULL
                AND requested IS NULL AND due_at <= ? AND rank <= ?%s ORDER BY rank, id LIMIT ?
            FOR NO KEY UPDATE SKIP LOCKED""";

    /** Two that take executions of one key would both find it free. */
    private static final String HOLD_KEY =
            "SELECT CASE WHEN pg_try_advisory_xact_lock(hashtextextended(?, 0)) THEN 'held' END";

    private static final String TAKEN_OF_KEY =
            "SELECT count(*)::text FROM execution WHERE node IS NOT NULL AND workflow = ? AND concurrency_key = ?";

    /** Who takes it runs it at once. */
    private static final String TAKE =
            "UPDATE execution SET node = ?, status = 'RUNNING'," + " started_at = coalesce(started_at, ?) WHERE id = ?";

    private static final String BEGUN = "CASE WHEN started_at <> ? OR origin_id IS NOT NULL"
            + " OR EXISTS (SELECT 1 FROM step_record WHERE execution_id = execution.id)"
            + " OR EXISTS (SELECT 1 FROM intervention WHERE execution_id = execution.id) THEN 1 ELSE 0 END";

    /** Each round passes over the keys that the last one found to be full. */
    private static final int MOST_ROUNDS = 10;

    private final Store store;

    ClaimRows(Store store) {
        this.store = store;
    }

    /**
     * What a process asks for.
     *
     * @param node who asks
     * @param now executions that are due by then, in milliseconds since 1970
     * @param begunOnly none that has not begun, because the workflow is paused
     * @param perKey how many with the same concurrency key may run at once
     * @param fullKeys none with these keys: this process runs as many as may run
     * @param limit how many at most
     */
    public record Claim(
            String workflow,
            String version,
            int node,
            long now,
            boolean begunOnly,
            int perKey,
            Collection<String> fullKeys,
            int limit) {}

    /** Takes the first executions in the order of the queue. The callback gets their ids. */
    public void claim(Claim claim, StoreCallback<List<String>> callback) {
        store.writer().submit(CLAIM, claim.workflow + "@" + claim.version, claim.node, claim, callback);
    }

    private static List<List<String>> claim(WriteSession session, List<Claim> claims) throws SQLException {
        List<List<String>> taken = new ArrayList<>();
        for (Claim claim : claims) {
            taken.add(claim(session, claim));
        }
        return taken;
    }

    private static List<String> claim(WriteSession session, Claim claim) throws SQLException {
        List<String> taken = new ArrayList<>();
        Set<String> full = new HashSet<>(claim.fullKeys);
        boolean foundFull = true;
        for (int round = 1; round <= MOST_ROUNDS && foundFull && taken.size() < claim.limit; round++) {
            int before = full.size();
            List<Object[]> others = new ArrayList<>();
            for (Candidate candidate : candidates(session, claim, full, claim.limit - taken.size())) {
                if (candidate.key == null) {
                    others.add(new Object[] {claim.node, claim.now, candidate.id});
                } else if (isFree(session, claim, candidate.key, full)) {
                    // At once, so that the next one of the key sees it.
                    session.update(TAKE, claim.node, claim.now, candidate.id);
                } else {
                    continue;
                }
                taken.add(candidate.id);
            }
            session.updateAll(TAKE, others);
            foundFull = full.size() > before;
        }
        return taken;
    }

    private static List<Candidate> candidates(WriteSession session, Claim claim, Set<String> full, int limit)
            throws SQLException {
        List<Object> parameters =
                new ArrayList<>(List.of(claim.workflow, claim.version, claim.now, ExecutionRecord.rank(claim.now, 1)));
        String others = claim.begunOnly ? " AND started_at IS NOT NULL" : "";
        if (!full.isEmpty()) {
            others += " AND (concurrency_key IS NULL OR concurrency_key NOT IN ("
                    + String.join(", ", Collections.nCopies(full.size(), "?")) + "))";
            parameters.addAll(full);
        }
        parameters.add(limit);
        return session.rows(
                CANDIDATES.formatted(QueueRows.UNFINISHED, others),
                row -> new Candidate(row.getString(1), row.getString(2)),
                parameters.toArray());
    }

    private record Candidate(String id, String key) {}

    private static boolean isFree(WriteSession session, Claim claim, String key, Set<String> full) throws SQLException {
        if (full.contains(key)) {
            return false;
        }
        boolean free = session.text(HOLD_KEY, claim.workflow + "/" + key).isPresent()
                && Integer.parseInt(
                                session.text(TAKEN_OF_KEY, claim.workflow, key).orElseThrow())
                        < claim.perKey;
        if (!free) {
            full.add(key);
        }
        return free;
    }

    /**
     * Executions that were taken, in the order of the queue.
     *
     * @param now that of the claim: what began then had not begun before
     */
    public List<Due> taken(List<String> ids, long now) {
        List<Object> parameters = new ArrayList<>(List.of(now));
        parameters.addAll(ids);
        return store
                .read()
                .fetch(
                        "SELECT *, " + BEGUN + " AS begun FROM execution WHERE id IN ("
                                + String.join(", ", Collections.nCopies(ids.size(), "?")) + ")",
                        parameters.toArray())
                .map(row -> new Due(QueueRows.execution(row), row.get("begun", Integer.class) == 1))
                .stream()
                .sorted(Comparator.comparingLong(due -> due.execution().rank()))
                .toList();
    }

    /** Lets executions go that a process took and has in memory no more; what others have by now stays theirs. */
    public void release(Collection<String> ids, int node) {
        store.writer().await(session -> {
            session.updateAll(
                    "UPDATE execution SET node = NULL, status = 'QUEUED' WHERE id = ? AND node = ? AND status = 'RUNNING'",
                    ids.stream().sorted().map(id -> new Object[] {id, node}).toList());
            return null;
        });
    }
}
