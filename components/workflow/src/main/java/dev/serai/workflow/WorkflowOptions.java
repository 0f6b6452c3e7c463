/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.configuration.ScalarConverter;
import dev.serai.workflow.engine.WorkflowSettings;
import dev.serai.workflow.execution.StepTimeouts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of {@code from: workflow:NAME}: how executions of the workflow are run. */
@UriParams
public class WorkflowOptions {

    @UriParam(label = "consumer", defaultValue = "16", description = "How many executions of the workflow run at once.")
    private int maxConcurrent = WorkflowSettings.DEFAULTS.maxConcurrent();

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description = "How many executions with the same concurrencyKey run at once.")
    private int maxConcurrentPerKey = WorkflowSettings.DEFAULTS.maxConcurrentPerKey();

    @UriParam(
            label = "consumer",
            defaultValue = "4",
            description = "How often an execution is tried in all, the first time included. After the last it becomes a"
                    + " dead letter.")
    private int attempts = WorkflowSettings.DEFAULTS.attempts();

    @UriParam(
            label = "consumer",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "The wait before the second attempt. It survives a restart.")
    private long backoff = WorkflowSettings.DEFAULTS.backoff().toMillis();

    @UriParam(
            label = "consumer",
            defaultValue = "3",
            description = "Each further wait is this many times the one before.")
    private double backoffMultiplier = WorkflowSettings.DEFAULTS.backoffMultiplier();

    @UriParam(
            label = "consumer",
            defaultValue = "10m",
            javaType = "java.time.Duration",
            description = "No wait between attempts is longer.")
    private long maxBackoff = WorkflowSettings.DEFAULTS.maxBackoff().toMillis();

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            description = "How long an execution may take, from when it is due to its end: also while it waits, or is"
                    + " tried again. When the time is over, it becomes a dead letter. No limit by default.")
    private long executionTimeout;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            description = "How long each recorded step may take that no option of its own says otherwise for. A step"
                    + " that takes longer fails, and what it does later changes nothing. No limit by default.")
    private long stepTimeout;

    @UriParam(
            label = "consumer",
            prefix = "stepTimeout.",
            multiValue = true,
            javaType = "java.util.Map<java.lang.String,java.lang.Object>",
            description = "How long the step with an id may take: stepTimeout.charge-card=10s.")
    private Map<String, Object> stepTimeouts = Map.of();

    @UriParam(
            label = "consumer,advanced",
            description = "Set by the engine for a definition that is not the current one.")
    private String version;

    WorkflowSettings settings() {
        return new WorkflowSettings(
                maxConcurrent,
                maxConcurrentPerKey,
                attempts,
                Duration.ofMillis(backoff),
                backoffMultiplier,
                Duration.ofMillis(maxBackoff),
                limit(executionTimeout),
                new StepTimeouts(limit(stepTimeout).orElse(null), limits(stepTimeouts)));
    }

    private static Optional<Duration> limit(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    private static Map<String, Duration> limits(Map<String, Object> byStep) {
        Map<String, Duration> limits = new HashMap<>();
        byStep.forEach((id, limit) -> limits.put(id, ScalarConverter.duration(limit.toString())));
        return limits;
    }

    public int getMaxConcurrentPerKey() {
        return maxConcurrentPerKey;
    }

    public void setMaxConcurrentPerKey(int maxConcurrentPerKey) {
        this.maxConcurrentPerKey = maxConcurrentPerKey;
    }

    public long getExecutionTimeout() {
        return executionTimeout;
    }

    public void setExecutionTimeout(long executionTimeout) {
        this.executionTimeout = executionTimeout;
    }

    public long getStepTimeout() {
        return stepTimeout;
    }

    public void setStepTimeout(long stepTimeout) {
        this.stepTimeout = stepTimeout;
    }

    public Map<String, Object> getStepTimeouts() {
        return stepTimeouts;
    }

    public void setStepTimeouts(Map<String, Object> stepTimeouts) {
        this.stepTimeouts = stepTimeouts;
    }

    public int getMaxConcurrent() {
        return maxConcurrent;
    }

    public void setMaxConcurrent(int maxConcurrent) {
        this.maxConcurrent = maxConcurrent;
    }

    public int getAttempts() {
        return attempts;
    }

    public void setAttempts(int attempts) {
        this.attempts = attempts;
    }

    public long getBackoff() {
        return backoff;
    }

    public void setBackoff(long backoff) {
        this.backoff = backoff;
    }

    public double getBackoffMultiplier() {
        return backoffMultiplier;
    }

    public void setBackoffMultiplier(double backoffMultiplier) {
        this.backoffMultiplier = backoffMultiplier;
    }

    public long getMaxBackoff() {
        return maxBackoff;
    }

    public void setMaxBackoff(long maxBackoff) {
        this.maxBackoff = maxBackoff;
    }

    public String getVersion() {
        return version;
    }

    public void setVersion(String version) {
        this.version = version;
    }
}
