/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import dev.serai.store.Store;
import dev.serai.store.StoreCallback;
import dev.serai.store.WriteSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Signals, kept from when they are sent until the execution ends, also when no step waits for them yet. */
public final class SignalRows {

    private final Store store;
    private final EngineClock clock;

    SignalRows(Store store, EngineClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Keeps a signal and makes the execution due if it waits for it. */
    public void send(Signal signal, StoreCallback<Delivery> callback) {
        store.writer().submit(session -> send(session, signal), callback);
    }

    /** Like {@link #send(Signal, StoreCallback)}, but waits until it is durable. */
    public Delivery send(Signal signal) {
        return store.writer().await(session -> send(session, signal));
    }

    private Delivery send(WriteSession session, Signal signal) throws SQLException {
        Optional<String> execution = execution(session, signal.to());
        if (execution.isPresent()) {
            WaitRows.lock(session, execution.get());
        }
        Optional<String> status = execution.isEmpty()
                ? Optional.empty()
                : session.text("SELECT status FROM execution WHERE id = ?", execution.get());
        if (status.isEmpty()) {
            return new Delivery(signal, null, null, Optional.empty());
        }
        String id = execution.get();
        if (exists(session, id, signal.id())) {
            return new Delivery(signal, id, null, Optional.empty());
        }
        ExecutionStatus known = ExecutionStatus.valueOf(status.get());
        if (known.isFinal()) {
            return new Delivery(signal, id, known, Optional.empty());
        }
        return new Delivery(
                signal, id, null, insert(session, id, signal.id(), signal.name(), signal.payload(), clock.now()));
    }

    private static Optional<String> execution(WriteSession session, Addressee to) throws SQLException {
        return to.executionId() != null
                ? Optional.of(to.executionId())
                : session.text(
                        "SELECT execution_id FROM start_key WHERE workflow = ? AND idempotency_key = ?",
                        to.workflow(),
                        to.key());
    }

    private static boolean exists(WriteSession session, String executionId, String id) throws SQLException {
        return session.text("SELECT id FROM signal WHERE execution_id = ? AND id = ?", executionId, id)
                .isPresent();
    }

    /** Keeps a signal for an execution that has not ended; gives it back when it waits for the signal in the store. */
    static Optional<Awakened> insert(
            WriteSession session, String executionId, String id, String name, byte[] payload, long now)
            throws SQLException {
        session.update(
                "INSERT INTO signal (execution_id, id, name, payload, sent_at) VALUES (?, ?, ?, ?, ?)",
                executionId,
                id,
                name,
                payload,
                now);
        boolean waited = session.text(
                        "SELECT step FROM step_wait WHERE execution_id = ? AND kind = 'SIGNAL' AND subject = ?"
                                + " AND over = 0",
                        executionId,
                        name)
                .isPresent();
        return waited ? WaitRows.awaken(session, executionId, now) : Optional.empty();
    }

    /** The oldest signal that nobody took; again the same one for a step that took it before a crash. */
    static Optional<byte[]> take(WriteSession session, String executionId, String name, String step)
            throws SQLException {
        List<Kept> found =
                session.rows("""
                SELECT id, payload FROM signal WHERE execution_id = ? AND name = ?
                    AND (taken_by IS NULL OR taken_by = ?) ORDER BY taken_by IS NULL, sent_at, id LIMIT 1""", row -> new Kept(row.getString(1), row.getBytes(2)), executionId, name, step);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        session.update(
                "UPDATE signal SET taken_by = ? WHERE execution_id = ? AND id = ?", step, executionId, found.get(0).id);
        return Optional.of(found.get(0).payload);
    }

    private record Kept(String id, byte[] payload) {}
}
