/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.StoreException;
import dev.serai.workflow.WorkflowHeaders;
import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionHost;
import dev.serai.workflow.execution.ExecutionJournal;
import dev.serai.workflow.execution.Frame;
import dev.serai.workflow.journal.ExecutionRecord;
import dev.serai.workflow.journal.ExecutionRows.NextAttempt;
import dev.serai.workflow.journal.Failure;
import dev.serai.workflow.journal.StepRows.RecordedSteps;
import dev.serai.workflow.value.ExchangeProperties;
import dev.serai.workflow.value.MessageState;
import dev.serai.workflow.value.UnrecordableValueException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
    private final Map<Execution, WorkflowQueue> running = new ConcurrentHashMap<>();
    private final Map<String, Duration> patience = new ConcurrentHashMap<>();

    ExecutionRunner(ExecutionHost host, WorkflowQueues queues, EngineStatistics statistics) {
        this.host = host;
        this.queues = queues;
        this.statistics = statistics;
    }

    /** How many attempts are in memory. */
    int running() {
        return running.size();
    }

    /** Waits until no attempt is in memory; false when some still are after the time. */
    boolean awaitNoneRunning(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        synchronized (running) {
            while (!running.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                try {
                    running.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    private WorkflowQueue forget(Execution execution) {
        WorkflowQueue queue = running.remove(execution);
        if (running.isEmpty()) {
            synchronized (running) {
                running.notifyAll();
            }
        }
        return queue;
    }

    /** Runs an attempt on the engine's threads. */
    void run(WorkflowQueue queue, ExecutionRecord record, boolean fresh) {
        host.executor().execute(() -> {
            try {
                RecordedSteps steps =
                        fresh ? RecordedSteps.NONE : host.tables().steps().recorded(record.id());
                start(queue, record, steps);
            } catch (RuntimeException e) {
                LOG.error("Execution {} could not be read from the store: {}", record.id(), e.getMessage());
                queue.ended(record.id(), Optional.of(System.currentTimeMillis() + 1_000));
            }
        });
    }

    private void start(WorkflowQueue queue, ExecutionRecord record, RecordedSteps steps) {
        int maxSteps = queues.maxSteps(queue.workflow());
        Execution execution = new Execution(
                record, host, new ExecutionJournal(steps.steps(), steps.lastSequence(), Frame::branchOf, maxSteps));
        running.put(execution, queue);
        Exchange exchange = queue.workflow().createExchange();
        byte[] input = host.tables().largeValues().content(record.id(), record.input());
        MessageState.decode(host.values(), input).applyTo(exchange.getMessage());
        exchange.getMessage().setHeader(WorkflowHeaders.EXECUTION_ID, record.id());
        exchange.setProperty(ExchangeProperties.EXECUTION, execution);
        queue.workflow().route().process(exchange, sync -> {
            if (execution.end()) {
                settle(execution, exchange);
            }
        });
    }

    private void settle(Execution execution, Exchange exchange) {
        Throwable failure = exchange.getException();
        if (failure == null && exchange.isRollbackOnly()) {
            failure = new RollbackExchangeException("The route was rolled back.", exchange);
        }
        if (failure == null) {
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
                .complete(execution.id(), execution.startedAt(), steps, output, (nothing, problem) -> {
                    if (problem == null) {
                        statistics.of(execution.record().workflow()).completed.increment();
                        ended(execution, Optional.empty());
                        host.ended(execution.id(), output, null);
                    } else {
                        lost(execution, problem);
                    }
                }));
    }

    private void fail(Execution execution, Throwable cause) {
        WorkflowSettings settings = running.get(execution).workflow().settings();
        int attempt = execution.record().attempt();
        boolean again = attempt < settings.attempts() && Recoverability.isRecoverable(cause);
        Failure failure =
                Failure.of(cause, execution.journal().failedStep(cause).orElse(null));
        Optional<NextAttempt> next = again
                ? Optional.of(new NextAttempt(
                        attempt + 1,
                        System.currentTimeMillis() + settings.waitAfter(attempt).toMillis()))
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
                .fail(execution.id(), execution.startedAt(), steps, discarded, failure, next, (nothing, problem) -> {
                    if (problem == null) {
                        report(execution, failure, next);
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
            host.ended(execution.id(), null, failure);
        }
    }

    private void ended(Execution execution, Optional<Long> nextDueAt) {
        if (nextDueAt.isEmpty()) {
            statistics.changeUnfinished(-1);
        }
        forget(execution).ended(execution.id(), nextDueAt);
    }

    /** The store did not take the end of the attempt; the execution goes on from its record at the next start. */
    private void lost(Execution execution, StoreException problem) {
        LOG.debug("The end of execution {} was not recorded: {}", execution.id(), problem.getMessage());
        forget(execution);
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
        forget(execution).ended(execution.id(), Optional.of(dueAt));
    }

    /** Forgets an execution that was left in its tracks. */
    void dropped(Execution execution) {
        forget(execution);
    }
}
