/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import dev.serai.connector.Redaction;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.Intervention;
import dev.serai.workflow.journal.Labels;
import dev.serai.workflow.journal.LargeValueRows;
import dev.serai.workflow.journal.StepEdit;
import dev.serai.workflow.journal.StepRows;
import dev.serai.workflow.journal.StepWait;
import dev.serai.workflow.step.StepSecrets;
import dev.serai.workflow.value.ExchangeChange;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;

/** Rows of the store as people may see them. Thread-safe. */
final class HistoryRows {

    private static final String UNCHANGED = "<unchanged>";

    private final ValueCodec values = new ValueCodec();
    private final Masking masking;
    private final DSLContext sql;
    private final Set<String> secrets;

    /**
     * @param sql where large values are read
     * @param secrets names of values that are secret in these rows
     */
    HistoryRows(DSLContext sql, Masking masking, Set<String> secrets) {
        this.sql = sql;
        this.masking = masking;
        this.secrets = secrets;
    }

    ExecutionSummary execution(Record row) {
        ExecutionStatus status = ExecutionStatus.valueOf(row.get("status", String.class));
        return new ExecutionSummary(
                row.get("id", String.class),
                row.get("workflow", String.class),
                row.get("version", String.class),
                status,
                row.get("idempotency_key", String.class),
                row.get("parent_id", String.class),
                row.get("origin_id", String.class),
                row.get("origin_step", String.class),
                row.get("priority", Integer.class),
                Labels.parse(row.get("labels", String.class)),
                row.get("attempt", Integer.class),
                status.isFinal() || status == ExecutionStatus.RUNNING ? null : time(row, "due_at"),
                time(row, "created_at"),
                time(row, "started_at"),
                time(row, "finished_at"),
                masking.text(row.get("error_message", String.class)),
                row.get("error_step", String.class));
    }

    /** The message with which an execution began. */
    MessageState input(Record row) {
        return MessageState.decode(values, content(row, "input"));
    }

    private byte[] content(Record row, String column) {
        return LargeValueRows.content(sql, row.get("id", String.class), row.get(column, byte[].class));
    }

    Map<String, Object> headers(MessageState message) {
        return masking.named(message.headers(), secrets);
    }

    Object body(MessageState message) {
        return masking.body(message.body(), secrets);
    }

    Object output(Record row) {
        byte[] output = content(row, "output");
        return output == null ? null : masking.body(MessageState.decodeBody(values, output), secrets);
    }

    String trace(Record row) {
        return masking.text(row.get("error_trace", String.class));
    }

    /** @param taken when the execution was made; what ended before was taken over */
    StepSummary step(Record row, Instant taken) {
        byte[] input = row.get("input", byte[].class);
        boolean hidden = StepRows.secrets(row.get("secrets", String.class)).contains(StepSecrets.BODY);
        byte[] recorded = row.get("change", byte[].class);
        OptionalLong elsewhere = LargeValueRows.sizeElsewhere(recorded);
        ExchangeChange change = elsewhere.isPresent() ? ExchangeChange.NONE : ExchangeChange.decode(values, recorded);
        String key = row.get("step", String.class);
        int visit = key.lastIndexOf(Frame.VISIT);
        int turns = key.indexOf(Frame.TURN, visit);
        long covered = row.get("covered", Long.class);
        Instant started = time(row, "started_at");
        Instant ended = time(row, "finished_at");
        byte[] failure = row.get("failure", byte[].class);
        return new StepSummary(
                row.get("sequence", Long.class),
                key,
                key.substring(key.lastIndexOf(Frame.INSIDE) + 1, visit),
                Integer.parseInt(key.substring(visit + 1, turns < 0 ? key.length() : turns)),
                row.get("redelivery", Integer.class) == 1,
                row.get("attempt", Integer.class),
                outcome(row, failure != null, ended.isBefore(taken)),
                started,
                Duration.between(started, ended),
                row.get("idempotency_key", String.class),
                input == null
                        ? "<not kept: a stream, or large>"
                        : hidden ? Redaction.MASK : masking.body(values.decode(input), secrets),
                elsewhere.isPresent() ? "<" + elsewhere.getAsLong() + " bytes, kept apart>" : output(change),
                masking.named(change.headers(), secrets),
                masking.named(change.variables(), secrets),
                failure == null ? null : problem(failure),
                covered == 0 ? null : covered);
    }

    private Object output(ExchangeChange change) {
        return change.bodyChanged() ? masking.body(change.body(), secrets) : UNCHANGED;
    }

    private static String outcome(Record row, boolean failed, boolean takenOver) {
        if (row.get("discarded", Integer.class) == 1) {
            return "tried again";
        }
        return takenOver ? "taken over" : failed ? "failed" : "done";
    }

    private String problem(byte[] failure) {
        Map<?, ?> problem = (Map<?, ?>) values.decode(failure);
        return problem.get("class") + ": " + masking.text((String) problem.get("message"));
    }

    WaitSummary wait(Record row) {
        return new WaitSummary(
                row.get("step", String.class),
                StepWait.Kind.valueOf(row.get("kind", String.class)),
                row.get("subject", String.class),
                time(row, "since"),
                time(row, "due_at"),
                row.get("over", Integer.class) == 1);
    }

    SignalSummary signal(Record row) {
        return new SignalSummary(
                row.get("id", String.class),
                row.get("name", String.class),
                time(row, "sent_at"),
                row.get("taken_by", String.class),
                payload(row.get("payload", byte[].class)));
    }

    /** A signal brings a message; a decision about an approval is a map. */
    private Object payload(byte[] bytes) {
        return values.decode(bytes) instanceof Map<?, ?> decision
                ? masking.body(decision, secrets)
                : body(MessageState.decode(values, bytes));
    }

    InterventionSummary intervention(Record row) {
        byte[] bytes = row.get("change", byte[].class);
        ExchangeChange change = bytes == null ? ExchangeChange.NONE : ExchangeChange.decode(values, bytes);
        String place = row.get("edit_place", String.class);
        return new InterventionSummary(
                Intervention.Kind.valueOf(row.get("kind", String.class)),
                time(row, "done_at"),
                row.get("done_by", String.class),
                masking.text(row.get("reason", String.class)),
                row.get("after_sequence", Long.class),
                place == null ? null : StepEdit.Place.valueOf(place),
                row.get("edit_step", String.class),
                change.bodyChanged() ? masking.body(change.body(), secrets) : UNCHANGED,
                masking.named(change.headers(), secrets),
                masking.named(change.variables(), secrets),
                row.get("attempt", Integer.class),
                masking.text(row.get("error_message", String.class)),
                row.get("error_step", String.class));
    }

    static Instant time(Record row, String column) {
        Long millis = row.get(column, Long.class);
        return millis == null || millis >= ExecutionRecord.NEVER ? null : Instant.ofEpochMilli(millis);
    }
}
