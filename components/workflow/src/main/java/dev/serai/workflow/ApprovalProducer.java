/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import dev.serai.workflow.engine.WorkflowEngine;
import dev.serai.workflow.journal.StepWait;
import dev.serai.workflow.journal.StepWait.Question;
import dev.serai.workflow.value.Decision;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Message;

/**
 * Suspends the execution until somebody approves or rejects. It waits for a signal whose name is the approval's id; the
 * first arrival decides that.
 */
final class ApprovalProducer extends WaitingProducer {

    private final NoArgGenerator ids = Generators.timeBasedEpochGenerator();
    private Expression title;
    private Expression approvers;

    ApprovalProducer(WorkflowEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        title = simple(endpoint.getApproval().getTitle());
        String names = endpoint.getApproval().getApprovers();
        approvers = simple(names == null ? "" : names);
    }

    @Override
    StepWait waitFor(Exchange exchange, String step) {
        Question question = new Question(title.evaluate(exchange, String.class), names(exchange));
        return new StepWait(step, StepWait.Kind.SIGNAL, ids.generate().toString(), givenUpAt(), question);
    }

    private List<String> names(Exchange exchange) {
        if (endpoint.getApproval().getApprovers() == null) {
            return List.of();
        }
        String text = approvers.evaluate(exchange, String.class);
        List<String> names = text == null
                ? List.of()
                : Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
        if (names.isEmpty()) {
            // Nobody named must not come to mean that anybody may.
            throw new UnrecoverableException("workflow:approval: the approvers '"
                    + endpoint.getApproval().getApprovers() + "' gave nobody for this message. Name at least one, or"
                    + " leave the option out to let anybody decide.");
        }
        return names;
    }

    @Override
    void over(Exchange exchange, StepWait.Answer answer) {
        Message message = exchange.getMessage();
        boolean timedOut = answer.state() == StepWait.State.TIMED_OUT;
        if (timedOut && endpoint.getSuspension().getOnTimeout() == Reaction.FAIL) {
            throw new WaitTimedOutException("Nobody had decided approval " + answer.subject() + " by "
                    + Instant.ofEpochMilli(answer.dueAt()) + ", when the time to wait for it was over.");
        }
        message.setHeader(WorkflowHeaders.TIMED_OUT, timedOut);
        if (timedOut) {
            message.setHeader(WorkflowHeaders.APPROVED, false);
            return;
        }
        Decision decision =
                Decision.decode(WorkflowEngine.of(endpoint.getCamelContext()).values(), answer.payload());
        message.setHeader(WorkflowHeaders.APPROVED, decision.approved());
        message.setHeader(WorkflowHeaders.DECIDED_BY, decision.by());
        message.setHeader(WorkflowHeaders.DECIDED_AT, decision.at());
        message.setHeader(WorkflowHeaders.DECISION_COMMENT, decision.comment());
        if (!decision.approved() && endpoint.getApproval().getOnReject() == Reaction.FAIL) {
            throw new ApprovalRejectedException("Approval " + answer.subject() + " was " + decision + ".");
        }
    }
}
