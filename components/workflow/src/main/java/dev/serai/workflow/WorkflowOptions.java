/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.configuration.ScalarConverter;
import dev.serai.workflow.engine.RetentionSettings;
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

    @UriParam(
            label = "consumer",
            defaultValue = "16",
            description = "How many executions of the workflow run at once, on all nodes together.")
    private int maxConcurrent = WorkflowSettings.DEFAULTS.maxConcurrent();

    @UriParam(
            label = "consumer",
            defaultValue = "1",
            description = "How many executions with the same concurrencyKey run at once, on all nodes together.")
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
            label = "consumer",
            defaultValue = "10000",
            description = "How many steps of one execution may be recorded one by one. A loop's turns, and a split,"
                    + " multicast or call that has ended, count as one. An execution that comes to the limit"
                    + " becomes a dead letter.")
    private int maxSteps = WorkflowSettings.DEFAULTS.maxSteps();

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            description = "How long an execution is kept after it completed or was cancelled. The component's unless"
                    + " set.")
    private String retention;

    @UriParam(
            label = "consumer",
            description = "How many executions that completed or were cancelled are kept at most; 0 for no limit. The"
                    + " component's unless set.")
    private Integer retentionCount;

    @UriParam(
            label = "consumer",
            javaType = "java.time.Duration",
            description = "How long dead letters are kept; 0 for ever. The component's unless set.")
    private String deadLetterRetention;

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
                new StepTimeouts(limit(stepTimeout).orElse(null), limits(stepTimeouts)),
                maxSteps,
                new RetentionSettings(duration(retention), retentionCount, duration(deadLetterRetention)));
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

    private static Duration duration(String text) {
        return text == null ? null : (Duration) ScalarConverter.convert(text, Duration.class);
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

    public int getMaxSteps() {
        return maxSteps;
    }

    public void setMaxSteps(int maxSteps) {
        this.maxSteps = maxSteps;
    }

    public String getRetention() {
        return retention;
    }

    public void setRetention(String retention) {
        this.retention = retention;
    }

    public Integer getRetentionCount() {
        return retentionCount;
    }

    public void setRetentionCount(Integer retentionCount) {
        this.retentionCount = retentionCount;
    }

    public String getDeadLetterRetention() {
        return deadLetterRetention;
    }

    public void setDeadLetterRetention(String deadLetterRetention) {
        this.deadLetterRetention = deadLetterRetention;
    }

    public String getVersion() {
        return version;
    }

    public void setVersion(String version) {
        this.version = version;
    }
}
