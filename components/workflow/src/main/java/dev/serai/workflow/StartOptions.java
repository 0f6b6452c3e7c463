/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

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
