/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.serai.store.Store;
import dev.serai.store.StoreCallback;
import dev.serai.store.WriteSession;
import dev.serai.workflow.journal.Ruling.State;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Approvals: waits for a signal that only people send, at most once. The approval's id is the name of the signal and
 * its id, so the store itself holds that there is one decision.
 */
public final class ApprovalRows {

    private static final JsonMapper JSON = new JsonMapper();

    private final Store store;
    private final EngineClock clock;

    ApprovalRows(Store store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Keeps somebody's decision, unless there is one.
     *
     * @param by who decided
     * @param decision encoded
     */
    public void decide(String approval, String by, byte[] decision, StoreCallback<Ruling> callback) {
        store.writer().submit(session -> decide(session, approval, by, decision), callback);
    }

    /** Like {@link #decide(String, String, byte[], StoreCallback)}, but waits until it is durable. */
    public Ruling decide(String approval, String by, byte[] decision) {
        return store.writer().await(session -> decide(session, approval, by, decision));
    }

    private Ruling decide(WriteSession session, String approval, String by, byte[] decision) throws SQLException {
        Optional<String> execution =
                session.text("SELECT execution_id FROM step_wait WHERE subject = ? AND title IS NOT NULL", approval);
        if (execution.isPresent()) {
            WaitRows.lock(session, execution.get());
        }
        List<Asked> found = session.rows(
                """
                SELECT w.execution_id, w.approvers, w.over, e.status FROM step_wait w
                    LEFT JOIN execution e ON e.id = w.execution_id WHERE w.subject = ? AND w.title IS NOT NULL""",
                row -> new Asked(row.getString(1), parse(row.getString(2)), row.getInt(3) == 1, row.getString(4)),
                approval);
        if (found.isEmpty()) {
            return new Ruling(State.UNKNOWN, null, List.of(), null, Optional.empty());
        }
        Asked asked = found.get(0);
        List<byte[]> earlier = session.rows(
                "SELECT payload FROM signal WHERE execution_id = ? AND id = ?",
                row -> row.getBytes(1),
                asked.executionId,
                approval);
        if (!earlier.isEmpty()) {
            return asked.ruling(State.DECIDED_BEFORE, earlier.get(0), Optional.empty());
        }
        if (asked.over
                || asked.status == null
                || ExecutionStatus.valueOf(asked.status).isFinal()) {
            return asked.ruling(State.TOO_LATE, null, Optional.empty());
        }
        if (!asked.approvers.isEmpty() && !asked.approvers.contains(by)) {
            return asked.ruling(State.NOT_AN_APPROVER, null, Optional.empty());
        }
        return asked.ruling(
                State.TAKEN,
                null,
                SignalRows.insert(session, asked.executionId, approval, approval, decision, clock.now()));
    }

    /** The JSON of names; null when there is none. */
    static String format(List<String> approvers) {
        try {
            return approvers.isEmpty() ? null : JSON.writeValueAsString(approvers);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The approvers " + approvers + " are no texts.", e);
        }
    }

    /** The names of JSON that the store holds. */
    public static List<String> parse(String json) {
        try {
            return json == null ? List.of() : JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The store holds approvers that are no JSON array: " + json, e);
        }
    }

    private record Asked(String executionId, List<String> approvers, boolean over, String status) {

        Ruling ruling(State state, byte[] earlier, Optional<Awakened> awakened) {
            return new Ruling(state, executionId, approvers, earlier, awakened);
        }
    }
}
