/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.configuration.ScalarConverter;
import dev.serai.workflow.engine.RetentionSettings;
import dev.serai.workflow.engine.WorkflowSettings;
import java.time.Duration;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of {@code from: workflow:NAME}: how executions of the workflow are run. */
@UriParams
public class WorkflowOptions {

    @UriParam(label = "consumer", defaultValue = "16", description = "How many executions of the workflow run at once.")
    private int maxConcurrent = WorkflowSettings.DEFAULTS.maxConcurrent();

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
                attempts,
                Duration.ofMillis(backoff),
                backoffMultiplier,
                Duration.ofMillis(maxBackoff),
                maxSteps,
                new RetentionSettings(duration(retention), retentionCount, duration(deadLetterRetention)));
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
