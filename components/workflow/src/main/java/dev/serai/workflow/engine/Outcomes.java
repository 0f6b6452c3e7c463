/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.Failure;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.ValueCodec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Tells those who wait in this process how an execution ended. Thread-safe. */
final class Outcomes {

    private static final int AT_ONCE = 500;

    private final ExecutionTables tables;
    private final ValueCodec values;
    private final Map<String, CompletableFuture<ExecutionOutcome>> waiters = new ConcurrentHashMap<>();

    /** The waiters of executions that nobody has asked for yet. */
    private final Map<String, CompletableFuture<ExecutionOutcome>> expected = new ConcurrentHashMap<>();

    Outcomes(ExecutionTables tables, ValueCodec values) {
        this.tables = tables;
        this.values = values;
    }

    /** Told of an execution that is about to be started and waited for: its end needs not be looked up. */
    void expect(String executionId) {
        CompletableFuture<ExecutionOutcome> waiter = new CompletableFuture<>();
        waiters.put(executionId, waiter);
        expected.put(executionId, waiter);
    }

    /** Told that an expected execution was not started. */
    void forget(String executionId) {
        waiters.remove(executionId);
        expected.remove(executionId);
    }

    /** Completes when an execution has ended; at once when it has. */
    CompletableFuture<ExecutionOutcome> of(String executionId) {
        CompletableFuture<ExecutionOutcome> known = expected.remove(executionId);
        if (known != null) {
            return known;
        }
        CompletableFuture<ExecutionOutcome> waiter =
                waiters.computeIfAbsent(executionId, id -> new CompletableFuture<>());
        // Looked up after the waiter is known, so that an end in between is not missed.
        tell(executionId, waiter);
        return waiter;
    }

    private void tell(String executionId, CompletableFuture<ExecutionOutcome> waiter) {
        finished(executionId).ifPresent(outcome -> {
            waiters.remove(executionId, waiter);
            waiter.complete(outcome);
        });
    }

    /** How an execution ended, if it has. */
    Optional<ExecutionOutcome> finished(String executionId) {
        return tables.executions().finished(executionId).map(end -> outcome(end.status(), end.output(), end.failure()));
    }

    /** Told when an execution has ended. */
    void ended(String executionId, ExecutionStatus status, byte[] output, Failure failure) {
        CompletableFuture<ExecutionOutcome> waiter = waiters.remove(executionId);
        if (waiter != null) {
            waiter.complete(outcome(status, output, failure));
        }
    }

    /** Looks for ends of which nobody told: the store took them, and its answer was lost. */
    void lookAgain() {
        waiters.forEach(this::tell);
    }

    /** Looks for ends that other processes came to. */
    void lookForEnds() {
        List<String> waiting = List.copyOf(waiters.keySet());
        for (int from = 0; from < waiting.size(); from += AT_ONCE) {
            for (String ended : tables.executions()
                    .finishedAmong(waiting.subList(from, Math.min(waiting.size(), from + AT_ONCE)))) {
                CompletableFuture<ExecutionOutcome> waiter = waiters.get(ended);
                if (waiter != null) {
                    tell(ended, waiter);
                }
            }
        }
    }

    private ExecutionOutcome outcome(ExecutionStatus status, byte[] output, Failure failure) {
        return new ExecutionOutcome(status, output == null ? null : MessageState.decodeBody(values, output), failure);
    }
}
