/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.SignalRefusedException;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.Ruling;
import dev.serai.workflow.value.Decision;
import dev.serai.workflow.value.ValueCodec;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes people's decisions to the executions that wait for them. Thread-safe. */
public final class Approvals {

    private final ExecutionTables tables;
    private final ValueCodec values;
    private final WorkflowQueues queues;

    Approvals(ExecutionTables tables, ValueCodec values, WorkflowQueues queues) {
        this.tables = tables;
        this.values = values;
        this.queues = queues;
    }

    /**
     * Decides an approval, which can be done once.
     *
     * @param approval its id
     * @return completes when the decision is durable, with the execution's id; with a {@link SignalRefusedException} that
     *     says why when it does not count
     */
    public CompletableFuture<String> decide(String approval, Decision decision) {
        CompletableFuture<String> decided = new CompletableFuture<>();
        tables.approvals().decide(approval, decision.by(), decision.encode(values), (ruling, failure) -> {
            if (failure != null) {
                decided.completeExceptionally(failure);
                return;
            }
            ruling.awakened().ifPresent(queues::awaken);
            refusal(approval, decision.by(), ruling, values)
                    .ifPresentOrElse(
                            reason -> decided.completeExceptionally(new SignalRefusedException(reason)),
                            () -> decided.complete(ruling.executionId()));
        });
        return decided;
    }

    /** Takes the decision that another process asked for. */
    String carryOut(String argument) {
        DecisionRequest request = CommandArgument.read(argument, DecisionRequest.class);
        Ruling ruling = tables.approvals().decide(request.approval(), request.by(), request.decision());
        ruling.awakened().ifPresent(queues::awaken);
        return refusal(request.approval(), request.by(), ruling, values).orElse(Commands.DONE);
    }

    /**
     * Why a decision does not count, in a sentence; empty when it does.
     *
     * @param by who decided
     */
    public static Optional<String> refusal(String approval, String by, Ruling ruling, ValueCodec values) {
        String begin = "Approval " + approval + " ";
        return switch (ruling.state()) {
            case TAKEN -> Optional.empty();
            case UNKNOWN ->
                Optional.of("There is no approval " + approval + ". Those that wait for somebody are listed by 'serai"
                        + " approvals list'.");
            case DECIDED_BEFORE ->
                Optional.of(begin + "was decided before: " + Decision.decode(values, ruling.earlier()) + ".");
            case TOO_LATE ->
                Optional.of(begin + "is over: its time is up, or execution " + ruling.executionId() + " has ended.");
            case NOT_AN_APPROVER ->
                Optional.of(begin + "can be decided by " + String.join(", ", ruling.approvers()) + ", not by '" + by
                        + "'.");
        };
    }
}
