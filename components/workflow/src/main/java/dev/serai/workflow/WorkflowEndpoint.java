/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.workflow.engine.WorkflowSettings;
import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Starts an execution of a workflow ({@code to:}), or is one ({@code from:}). */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "workflow",
        title = "Workflow",
        syntax = "workflow:name",
        category = {Category.WORKFLOW})
public class WorkflowEndpoint extends DefaultEndpoint {

    @UriPath(description = "The workflow's name.")
    @Metadata(required = true)
    private final String name;

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

    @UriParam(
            label = "producer",
            description =
                    "Names the execution, in the simple language: a second start with the same key gives the first"
                            + " execution back. The header CamelSeraiIdempotencyKey does the same.")
    private String key;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether to wait until the execution has ended. The body is then what its route left;"
                    + " otherwise the body stays, and the header CamelSeraiExecutionId names the execution.")
    private boolean wait;

    @UriParam(
            label = "producer",
            defaultValue = "5m",
            javaType = "java.time.Duration",
            description = "The longest wait for the end of the execution. The execution goes on when it is over.")
    private long timeout = Duration.ofMinutes(5).toMillis();

    WorkflowEndpoint(String uri, WorkflowComponent component, String name) {
        super(uri, component);
        this.name = name;
    }

    @Override
    public Producer createProducer() {
        return new WorkflowProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        WorkflowConsumer consumer = new WorkflowConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    WorkflowSettings settings() {
        return new WorkflowSettings(
                maxConcurrent, attempts, Duration.ofMillis(backoff), backoffMultiplier, Duration.ofMillis(maxBackoff));
    }

    public String getName() {
        return name;
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

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public boolean isWait() {
        return wait;
    }

    public void setWait(boolean wait) {
        this.wait = wait;
    }

    public long getTimeout() {
        return timeout;
    }

    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }
}
