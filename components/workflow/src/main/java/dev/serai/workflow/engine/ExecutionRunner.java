/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.Failpoint;
import dev.serai.store.StoreException;
import dev.serai.workflow.WorkflowHeaders;
import dev.serai.workflow.WorkflowHook.End;
import dev.serai.workflow.execution.Edits;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionHost;
import dev.serai.workflow.execution.ExecutionJournal;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionRows.NextAttempt;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.Failure;
import dev.serai.workflow.journal.InterventionRows;
import dev.serai.workflow.journal.StepRows.RecordedSteps;
import dev.serai.workflow.step.Divergence;
import dev.serai.workflow.value.ExchangeProperties;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.UnrecordableValueException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.RollbackExchangeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs attempts and settles how they ended. Thread-safe. */
final class ExecutionRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionRunner.class);

    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(100);

    private final ExecutionHost host;
    private final WorkflowQueues queues;
    private final EngineStatistics statistics;
    private final RunningExecutions running;
    private final ExecutionControl control;
    private final LingeringRecords lingering;
    private final Map<String, Duration> patience = new ConcurrentHashMap<>();

    ExecutionRunner(
            ExecutionHost host,
            WorkflowQueues queues,
            EngineStatistics statistics,
            RunningExecutions running,
            ExecutionControl control) {
        this.host = host;
        this.queues = queues;
        this.statistics = statistics;
        this.running = running;
        this.control = control;
        this.lingering = new LingeringRecords(running, host);
    }

    /** Runs an attempt on the engine's threads. */
    void run(WorkflowQueue queue, ExecutionRecord record, boolean fresh) {
        host.executor().execute(() -> {
            try {
                RecordedSteps steps =
                        fresh ? RecordedSteps.NONE : host.tables().steps().recorded(record.id());
                InterventionRows.Edits edits = fresh
                        ? InterventionRows.Edits.NONE
                        : host.tables().interventions().edits(record.id());
                Failpoint.TAKEN_FROM_QUEUE.reached();
                start(queue, record, steps, new Edits(host.values(), edits));
            } catch (RuntimeException e) {
                LOG.error("Execution {} could not be read from the store: {}", record.id(), e.getMessage());
                queue.lost(record);
            }
        });
    }

    private void start(WorkflowQueue queue, ExecutionRecord record, RecordedSteps steps, Edits edits) {
        Optional<AsyncProcessor> beginning;
        try {
            beginning = queue.workflow().beginning(record.entry());
        } catch (RouteNotMadeException e) {
            LOG.error("Execution {} waits until the next start of the runtime. {}", record.id(), e.getMessage(), e);
            queue.setAside(record);
            return;
        }
        if (beginning.isEmpty()) {
            LOG.error(
                    "Execution {} of '{}' begins at step {}, which version {} of the workflow does not have any more."
                            + " It waits until a definition runs that has it.",
                    record.id(),
                    record.workflow(),
                    record.entry(),
                    record.version());
            queue.setAside(record);
            return;
        }
        // Whatever the store has is read before anything stands for the attempt that would have to be taken back.
        byte[] input = host.tables().largeValues().content(record.id(), record.input());
        int maxSteps = queues.maxSteps(queue.workflow());
        Execution execution = new Execution(
                record,
                host,
                new ExecutionJournal(steps.steps(), steps.lastSequence(), Frame::branchOf, maxSteps),
                queue.workflow().settings().stepTimeouts(),
                edits);
        running.add(execution, queue);
        lingering.watch();
        if (control.isAsked(record.id())) {
            leave(execution);
            return;
        }
        Exchange exchange = queue.workflow().createExchange();
        MessageState.decode(host.values(), input).applyTo(exchange);
        edits.begin(exchange);
        exchange.getMessage().setHeader(WorkflowHeaders.EXECUTION_ID, record.id());
        exchange.setProperty(ExchangeProperties.EXECUTION, execution);
        host.hooks().executionStarts(record, exchange);
        beginning.get().process(exchange, sync -> {
            Throwable failure = failure(exchange);
            if (failure != null && isTriedAgain(execution, failure)) {
                end(execution, exchange);
            } else {
                execution.endTasks().doLastParts(() -> end(execution, exchange));
            }
        });
    }

    private static Throwable failure(Exchange exchange) {
        Throwable failure = exchange.getException();
        return failure == null && exchange.isRollbackOnly()
                ? new RollbackExchangeException("The route was rolled back.", exchange)
                : failure;
    }

    private boolean isTriedAgain(Execution execution, Throwable failure) {
        WorkflowQueue queue = running.queueOf(execution);
        return queue != null
                && execution.record().attempt() < queue.workflow().settings().attempts()
                && Recoverability.isRecoverable(failure);
    }

    /** A line that was left in its tracks can end nothing. */
    private void end(Execution execution, Exchange exchange) {
        if (!execution.turnsAway() && execution.end()) {
            settle(execution, exchange);
        }
    }

    private void settle(Execution execution, Exchange exchange) {
        Failpoint.ATTEMPT_ENDS.reached();
        Throwable failure = failure(exchange);
        if (failure == null) {
            Optional<String> left = execution.journal().leftOver();
            if (left.isPresent()) {
                stop(execution, new Divergence(exchange.getContext(), execution.record()).atEnd(left.get()));
                return;
            }
            try {
                complete(execution, MessageState.encodeBody(host.values(), exchange.getMessage()));
                return;
            } catch (UnrecordableValueException e) {
                failure = e;
            }
        }
        fail(execution, failure);
    }

    private void complete(Execution execution, byte[] output) {
        execution.journal().flush(steps -> host.tables()
                .executions()
                .complete(execution.record(), execution.startedAt(), steps, output, (awakened, problem) -> {
                    if (problem == null) {
                        statistics.of(execution.record().workflow()).completed.increment();
                        ended(execution, Optional.empty());
                        host.ended(execution.id(), ExecutionStatus.COMPLETED, output, null);
                        host.awakened(awakened);
                        host.hooks().executionEnds(execution.record(), End.COMPLETED, null);
                    } else {
                        lost(execution, problem);
                    }
                }));
    }

    private void fail(Execution execution, Throwable cause) {
        WorkflowSettings settings = running.queueOf(execution).workflow().settings();
        int attempt = execution.record().attempt();
        Failure failure =
                Failure.of(cause, execution.journal().failedStep(cause).orElse(null));
        Optional<NextAttempt> next = isTriedAgain(execution, cause)
                ? Optional.of(new NextAttempt(
                        attempt + 1,
                        host.tables().clock().now()
                                + settings.waitAfter(attempt).toMillis()))
                : Optional.empty();
        end(execution, failure, execution.journal().discardedBy(cause), next);
    }

    /** Makes an execution a dead letter with its record as it is: it needs a decision. */
    void stop(Execution execution, RuntimeException reason) {
        end(execution, Failure.of(reason, null), Set.of(), Optional.empty());
    }

    private void end(Execution execution, Failure failure, Collection<Long> discarded, Optional<NextAttempt> next) {
        execution.journal().flush(steps -> host.tables()
                .executions()
                .fail(
                        execution.record(),
                        execution.startedAt(),
                        steps,
                        discarded,
                        failure,
                        next,
                        (awakened, problem) -> {
                            if (problem == null) {
                                report(execution, failure, next);
                                host.awakened(awakened);
                            } else {
                                lost(execution, problem);
                            }
                        }));
    }

    private void report(Execution execution, Failure failure, Optional<NextAttempt> next) {
        String workflow = execution.record().workflow();
        if (next.isPresent()) {
            LOG.info(
                    "Execution {} of '{}': attempt {} failed and is tried again: {}",
                    execution.id(),
                    workflow,
                    execution.record().attempt(),
                    failure.message());
            statistics.of(workflow).retried.increment();
        } else {
            LOG.warn("Execution {} of '{}' is now a dead letter: {}", execution.id(), workflow, failure.message());
            statistics.of(workflow).deadLettered.increment();
        }
        ended(execution, next.map(NextAttempt::dueAt));
        if (next.isEmpty()) {
            host.ended(execution.id(), ExecutionStatus.DEAD_LETTER, null, failure);
        }
        host.hooks()
                .executionEnds(execution.record(), next.isPresent() ? End.RETRIED : End.DEAD_LETTER, failure.message());
    }

    private void ended(Execution execution, Optional<Long> nextDueAt) {
        if (nextDueAt.isEmpty()) {
            tell(execution);
            statistics.changeUnfinished(-1);
        }
        over(execution, nextDueAt);
    }

    private void over(Execution execution, Optional<Long> nextDueAt) {
        running.remove(execution).ended(execution.record(), nextDueAt);
        control.attemptOver(execution.id());
    }

    private void leave(Execution execution) {
        running.remove(execution).left(execution.record());
        control.attemptOver(execution.id());
    }

    private static void tell(Execution execution) {
        try {
            execution.endTasks().hasEnded();
        } catch (RuntimeException e) {
            LOG.warn("What was left to do after execution {} failed: {}", execution.id(), e.getMessage());
        }
    }

    /** The store did not take the end of the attempt; the execution goes on from its record. */
    private void lost(Execution execution, StoreException problem) {
        LOG.debug("The end of execution {} was not recorded: {}", execution.id(), problem.getMessage());
        dropped(execution);
    }

    /** How long an execution waits for a line that stands still beside one that is parked. */
    Duration patience(String executionId) {
        return patience.getOrDefault(executionId, SHORTEST_PATIENCE);
    }

    /** Forgets an execution that waits in the store; one that was cut off has more patience the next time. */
    void suspended(Execution execution, long dueAt, boolean cutOff) {
        if (cutOff) {
            patience.merge(execution.id(), SHORTEST_PATIENCE.multipliedBy(2), (now, twice) -> now.multipliedBy(2));
        } else {
            patience.remove(execution.id());
        }
        over(execution, Optional.of(dueAt));
        host.hooks().executionEnds(execution.record(), End.SUSPENDED, null);
    }

    /** Forgets an execution that was left in its tracks. One that had to leave for a request waits for its turn again. */
    void dropped(Execution execution) {
        if (execution.isAskedToLeave() && !host.isStopping()) {
            leave(execution);
            return;
        }
        WorkflowQueue queue = running.remove(execution);
        queue.lost(execution.record());
    }
}
