/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

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
            label = "consumer,advanced",
            description = "Set by the engine for a definition that is not the current one.")
    private String version;

    WorkflowSettings settings() {
        return new WorkflowSettings(
                maxConcurrent, attempts, Duration.ofMillis(backoff), backoffMultiplier, Duration.ofMillis(maxBackoff));
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
