/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of the endpoints that suspend an execution: {@code workflow:sleep} and its kin. */
@UriParams
public class SuspensionOptions {

    @UriParam(
            label = "producer,suspension",
            javaType = "java.time.Duration",
            description = "For workflow:sleep: how long, such as 90s, 12h or 30d. It may be in the simple language.")
    private String duration;

    @UriParam(
            label = "producer,suspension",
            description = "For workflow:sleep: until when, as 2026-12-24T18:00:00Z or with another offset. It may be in"
                    + " the simple language.")
    private String until;

    @UriParam(
            label = "producer,suspension",
            defaultValue = "FAIL",
            description = "For workflow:await and workflow:approval: whether the step fails when the timeout is over,"
                    + " or the route goes on with the header CamelSeraiTimedOut.")
    private Reaction onTimeout = Reaction.FAIL;

    public String getDuration() {
        return duration;
    }

    public void setDuration(String duration) {
        this.duration = duration;
    }

    public String getUntil() {
        return until;
    }

    public void setUntil(String until) {
        this.until = until;
    }

    public Reaction getOnTimeout() {
        return onTimeout;
    }

    public void setOnTimeout(Reaction onTimeout) {
        this.onTimeout = onTimeout;
    }
}
