/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.execution.Execution;
import dev.serai.workflow.execution.ExecutionHost;
import dev.serai.workflow.execution.HandOvers;
import dev.serai.workflow.execution.Hooks;
import dev.serai.workflow.journal.Awakened;
import dev.serai.workflow.journal.ExecutionStatus;
import dev.serai.workflow.journal.ExecutionTables;
import dev.serai.workflow.journal.Failure;
import dev.serai.workflow.value.FailureCodec;
import dev.serai.workflow.value.ValueCodec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.apache.camel.CamelContext;

/** What executions see of the engine that runs them. */
final class EngineHost implements ExecutionHost {

    private final WorkflowEngine engine;
    private final CamelContext camelContext;

    EngineHost(WorkflowEngine engine, CamelContext camelContext) {
        this.engine = engine;
        this.camelContext = camelContext;
    }

    @Override
    public ExecutionTables tables() {
        return engine.tables();
    }

    @Override
    public ValueCodec values() {
        return engine.values();
    }

    @Override
    public FailureCodec failures() {
        return engine.failures();
    }

    @Override
    public HandOvers handOvers() {
        return engine.handOvers();
    }

    @Override
    public Executor executor() {
        return engine.threads().executor();
    }

    @Override
    public Executor limitedSteps() {
        return engine.threads().limitedSteps();
    }

    @Override
    public ClassLoader classLoader() {
        ClassLoader applications = camelContext.getApplicationContextClassLoader();
        // An application that sets none has its classes beside Camel's.
        return applications == null ? camelContext.getClass().getClassLoader() : applications;
    }

    @Override
    public Hooks hooks() {
        return engine.hooks();
    }

    @Override
    public boolean isStopping() {
        return engine.isLeaving();
    }

    @Override
    public Future<?> later(Duration delay, Runnable task) {
        return engine.threads().later(delay, task);
    }

    @Override
    public Duration patience(String executionId) {
        return engine.runner().patience(executionId);
    }

    @Override
    public void suspended(Execution execution, long dueAt, boolean cutOff) {
        engine.runner().suspended(execution, dueAt, cutOff);
    }

    @Override
    public void ended(String executionId, ExecutionStatus status, byte[] output, Failure failure) {
        engine.outcomes().ended(executionId, status, output, failure);
    }

    @Override
    public void awakened(List<Awakened> executions) {
        executions.forEach(engine.queues()::awaken);
    }

    @Override
    public void dropped(Execution execution) {
        engine.runner().dropped(execution);
    }

    @Override
    public void stopped(Execution execution, RuntimeException reason) {
        engine.runner().stop(execution, reason);
    }
}
