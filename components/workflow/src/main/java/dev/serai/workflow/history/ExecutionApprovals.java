/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.store.StoreSettings;
import dev.serai.workflow.engine.Approvals;
import dev.serai.workflow.engine.CommandArgument;
import dev.serai.workflow.engine.Commands;
import dev.serai.workflow.engine.DecisionRequest;
import dev.serai.workflow.journal.ApprovalRows;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.Ruling;
import dev.serai.workflow.value.Decision;
import dev.serai.workflow.value.ValueCodec;
import java.time.Instant;
import java.util.List;
import org.jooq.Record;

/** Shows and decides approvals from outside the runtime, whether one runs or not. */
public final class ExecutionApprovals {

    private final StoreSettings store;
    private final ValueCodec values = new ValueCodec();

    public ExecutionApprovals(StoreSettings store) {
        this.store = store;
    }

    /**
     * Approvals that wait for somebody, the oldest first.
     *
     * @param limit how many at most
     * @throws dev.serai.store.StoreException when there is no store
     */
    public List<PendingApproval> pending(int limit) {
        return store.client().read(sql -> sql.fetch("""
                        SELECT w.subject, w.title, w.approvers, w.since, w.due_at, e.id, e.workflow FROM step_wait w
                            JOIN execution e ON e.id = w.execution_id
                        WHERE w.title IS NOT NULL AND w.over = 0
                            AND e.status NOT IN ('COMPLETED', 'DEAD_LETTER', 'CANCELLED')
                            AND NOT EXISTS (SELECT 1 FROM signal s
                                WHERE s.execution_id = w.execution_id AND s.id = w.subject)
                        ORDER BY w.subject LIMIT ?""", limit).map(ExecutionApprovals::pending));
    }

    private static PendingApproval pending(Record row) {
        long dueAt = row.get("due_at", Long.class);
        return new PendingApproval(
                row.get("subject", String.class),
                row.get("title", String.class),
                ApprovalRows.parse(row.get("approvers", String.class)),
                row.get("workflow", String.class),
                row.get("id", String.class),
                Instant.ofEpochMilli(row.get("since", Long.class)),
                dueAt == ExecutionRecord.NEVER ? null : Instant.ofEpochMilli(dueAt));
    }

    /**
     * Decides an approval, and waits at most 10 seconds for the runtime that has the store.
     *
     * @throws dev.serai.workflow.SignalRefusedException when the decision does not count, saying why
     * @throws dev.serai.store.StoreException when there is no store
     */
    public Carried decide(String approval, Decision decision) {
        byte[] encoded = decision.encode(values);
        return new SignalRequests(store)
                .carry(
                        Commands.DECIDE,
                        CommandArgument.write(new DecisionRequest(approval, decision.by(), encoded)),
                        tables -> {
                            Ruling ruling = tables.approvals().decide(approval, decision.by(), encoded);
                            return Approvals.refusal(approval, decision.by(), ruling, values);
                        });
    }
}
