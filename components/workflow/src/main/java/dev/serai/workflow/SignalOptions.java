/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of {@code workflow:signal} and {@code workflow:await}: which signal, and to whom. */
@UriParams
public class SignalOptions {

    @UriParam(
            label = "producer,suspension",
            description =
                    "For workflow:await and workflow:signal: the signal's name. It may be in the simple language.")
    private String signal;

    @UriParam(
            label = "producer,suspension",
            description = "For workflow:signal: the id of the execution that gets the signal, in the simple language.")
    private String execution;

    @UriParam(
            label = "producer,suspension",
            description = "For workflow:signal: the workflow whose execution with the given key gets the signal.")
    private String workflow;

    public String getSignal() {
        return signal;
    }

    public void setSignal(String signal) {
        this.signal = signal;
    }

    public String getExecution() {
        return execution;
    }

    public void setExecution(String execution) {
        this.execution = execution;
    }

    public String getWorkflow() {
        return workflow;
    }

    public void setWorkflow(String workflow) {
        this.workflow = workflow;
    }
}
