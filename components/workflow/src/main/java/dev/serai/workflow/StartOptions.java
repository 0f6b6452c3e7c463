/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import java.util.Map;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of {@code to: workflow:NAME}: how one execution is started. */
@UriParams
public class StartOptions {

    @UriParam(
            label = "producer",
            description =
                    "Names the execution, in the simple language: a second start with the same key gives the first"
                            + " execution back. The header CamelSeraiIdempotencyKey does the same.")
    private String key;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description = "How long the key is known, from the start on; afterwards it may be used anew. For ever by"
                    + " default.")
    private long keyRetention;

    @UriParam(
            label = "producer",
            defaultValue = "5",
            description = "From 1 to 10, and 10 goes first; in the simple language. A level is worth 30 seconds of"
                    + " waiting.")
    private String priority;

    @UriParam(
            label = "producer",
            description = "How long the execution waits before it begins, such as 5m; in the simple language.")
    private String delay;

    @UriParam(
            label = "producer",
            description = "When the execution begins, such as 2026-12-24T18:00:00Z; in the simple language.")
    private String at;

    @UriParam(
            label = "producer",
            description = "Executions with the same one share the limit maxConcurrentPerKey of the workflow; in the"
                    + " simple language. One that comes out empty shares no limit.")
    private String concurrencyKey;

    @UriParam(
            label = "producer",
            prefix = "label.",
            multiValue = true,
            javaType = "java.util.Map<java.lang.String,java.lang.Object>",
            description = "Labels by which people find the execution: label.region=${header.region}; in the simple"
                    + " language.")
    private Map<String, Object> labels = Map.of();

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Whether to wait until the execution has ended. The body is then what its route left;"
                    + " otherwise the body stays, and the header CamelSeraiExecutionId names the execution.")
    private boolean wait;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description = "Inside a workflow: whether a cancellation of the execution that starts cancels the one that"
                    + " is started.")
    private boolean cancelWithParent;

    public String getKey() {
        return key;
    }

    public void setKey(String key) {
        this.key = key;
    }

    public long getKeyRetention() {
        return keyRetention;
    }

    public void setKeyRetention(long keyRetention) {
        this.keyRetention = keyRetention;
    }

    public String getPriority() {
        return priority;
    }

    public void setPriority(String priority) {
        this.priority = priority;
    }

    public String getDelay() {
        return delay;
    }

    public void setDelay(String delay) {
        this.delay = delay;
    }

    public String getAt() {
        return at;
    }

    public void setAt(String at) {
        this.at = at;
    }

    public String getConcurrencyKey() {
        return concurrencyKey;
    }

    public void setConcurrencyKey(String concurrencyKey) {
        this.concurrencyKey = concurrencyKey;
    }

    public Map<String, Object> getLabels() {
        return labels;
    }

    public void setLabels(Map<String, Object> labels) {
        this.labels = labels;
    }

    public boolean isWait() {
        return wait;
    }

    public void setWait(boolean wait) {
        this.wait = wait;
    }

    public boolean isCancelWithParent() {
        return cancelWithParent;
    }

    public void setCancelWithParent(boolean cancelWithParent) {
        this.cancelWithParent = cancelWithParent;
    }
}
