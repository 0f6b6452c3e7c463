/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.store.StoreException;
import dev.serai.workflow.WorkflowHook.End;
import dev.serai.workflow.execution.ExecutionHost;
import dev.serai.workflow.journal.ControlRequest;
import dev.serai.workflow.journal.ControlRows.Resumed;
import dev.serai.workflow.journal.ControlRows.Settled;
import dev.serai.workflow.journal.ExecutionStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cancels, pauses and resumes executions. What is asked of one is a row first; an execution that runs then leaves at its
 * next border, and the row says what becomes of it. Thread-safe.
 */
public final class ExecutionControl {

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionControl.class);

    private final ExecutionHost host;
    private final WorkflowQueues queues;
    private final RunningExecutions running;
    private final EngineStatistics statistics;

    private volatile Runnable whenResumed = () -> {};

    /** What is asked and not done. An attempt looks here as it begins and as it ends, so that neither is missed. */
    private final Map<String, ControlRequest> asked = new ConcurrentHashMap<>();

    ExecutionControl(
            ExecutionHost host, WorkflowQueues queues, RunningExecutions running, EngineStatistics statistics) {
        this.host = host;
        this.queues = queues;
        this.running = running;
        this.statistics = statistics;
    }

    /** @param task looks after what was left alone while an execution was paused */
    void whenResumed(Runnable task) {
        whenResumed = task;
    }

    /**
     * Ends an execution for good; one that runs, at its next border.
     *
     * @return why it cannot be done, in a sentence; empty when it is done or will be
     */
    public Optional<String> cancel(String executionId) {
        return ask(executionId, ControlRequest.CANCEL);
    }

    /**
     * Lets an execution stand still until it is resumed; one that runs, at its next border.
     *
     * @return why it cannot be done, in a sentence; empty when it is done or will be
     */
    public Optional<String> pause(String executionId) {
        return ask(executionId, ControlRequest.PAUSE);
    }

    /** Makes an execution whose time is over a dead letter; one that runs, at its next border. */
    void expire(String executionId) {
        ask(executionId, ControlRequest.EXPIRE);
    }

    private Optional<String> ask(String executionId, ControlRequest request) {
        Optional<ExecutionStatus> status = host.tables().controls().request(executionId, request);
        Optional<String> refusal = ControlRefusal.of(executionId, request, status);
        if (refusal.isEmpty()) {
            apply(executionId, request);
        }
        return refusal;
    }

    private void apply(String executionId, ControlRequest request) {
        asked.put(executionId, request);
        if (queues.remove(executionId)) {
            running.askToLeave(executionId);
        } else {
            settle(executionId);
        }
    }

    /** Whether something is asked of an execution, so that no attempt of it may begin. */
    boolean isAsked(String executionId) {
        return asked.containsKey(executionId);
    }

    /** Told when an attempt is over and the execution is out of memory. */
    void attemptOver(String executionId) {
        if (isAsked(executionId)) {
            host.executor().execute(() -> settle(executionId));
        }
    }

    private void settle(String executionId) {
        try {
            Settled settled = host.tables().controls().settle(executionId);
            asked.remove(executionId);
            if (settled.status().isEmpty()) {
                queues.refill();
                return;
            }
            ExecutionStatus status = settled.status().get();
            LOG.info("Execution {} is now {}.", executionId, status);
            if (settled.before() != ExecutionStatus.PAUSED) {
                statistics.changeUnfinished(-1);
            }
            if (status.isFinal()) {
                host.ended(executionId, status, null, settled.failure());
            }
            host.hooks()
                    .executionEnds(
                            settled.execution(),
                            End.valueOf(status.name()),
                            settled.failure() == null ? null : settled.failure().message());
            host.awakened(settled.awakened());
            settled.children().forEach(child -> apply(child, ControlRequest.CANCEL));
        } catch (StoreException e) {
            LOG.debug("A request for execution {} stays in the store: {}", executionId, e.getMessage());
        }
    }

    /** Does what was asked before the store was away; also what its answer was lost to. */
    void settleAgain() {
        host.tables().controls().open().forEach(asked::putIfAbsent);
        asked.forEach(this::apply);
    }

    /** Does what other processes asked of executions that are here, or in nobody's memory. */
    void lookForRequests() {
        host.tables().controls().open().forEach((execution, request) -> {
            if (asked.putIfAbsent(execution, request) == null) {
                apply(execution, request);
            }
        });
    }

    /** Does what was asked before the last process ended. Nothing is in memory yet. */
    void settleLeftOvers() {
        host.tables().controls().settleAll();
    }

    /**
     * Lets a paused execution go on.
     *
     * @return why it cannot be done, in a sentence; empty when it is done
     */
    public Optional<String> resume(String executionId) {
        asked.remove(executionId, ControlRequest.PAUSE);
        Resumed resumed = host.tables().controls().resume(executionId);
        Optional<String> refusal = ControlRefusal.ofResume(executionId, resumed);
        if (refusal.isEmpty()) {
            if (!resumed.takenBack()) {
                statistics.changeUnfinished(1);
            }
            queues.refill();
            whenResumed.run();
        }
        return refusal;
    }

    /**
     * Holds back the executions of a workflow that have not begun, also over a restart. Those under way go on.
     *
     * @return why it cannot be done, in a sentence; empty when it is done
     */
    public Optional<String> pauseWorkflow(String workflow) {
        return pauseWorkflow(workflow, true);
    }

    /**
     * Lets the executions of a workflow begin again.
     *
     * @return why it cannot be done, in a sentence; empty when it is done
     */
    public Optional<String> resumeWorkflow(String workflow) {
        return pauseWorkflow(workflow, false);
    }

    private Optional<String> pauseWorkflow(String workflow, boolean paused) {
        if (!host.tables().workflows().pause(workflow, paused)) {
            return Optional.of(ControlRefusal.unknownWorkflow(
                    workflow, host.tables().workflows().names()));
        }
        queues.pause(workflow, paused);
        return Optional.empty();
    }
}
