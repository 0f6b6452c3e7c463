/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** The options of {@code workflow:approval}. */
@UriParams
public class ApprovalOptions {

    @UriParam(
            label = "producer,suspension",
            description = "For workflow:approval: what is asked, for the people who decide. It may be in the simple"
                    + " language.")
    private String title;

    @UriParam(
            label = "producer,suspension",
            description = "For workflow:approval: the names of those who may decide, separated by commas; anybody when"
                    + " there is none. It may be in the simple language.")
    private String approvers;

    @UriParam(
            label = "producer,suspension",
            defaultValue = "FAIL",
            description = "For workflow:approval: whether a rejection fails the step, or the route goes on with the"
                    + " header CamelSeraiApproved.")
    private Reaction onReject = Reaction.FAIL;

    public String getTitle() {
        return title;
    }

    public void setTitle(String title) {
        this.title = title;
    }

    public String getApprovers() {
        return approvers;
    }

    public void setApprovers(String approvers) {
        this.approvers = approvers;
    }

    public Reaction getOnReject() {
        return onReject;
    }

    public void setOnReject(Reaction onReject) {
        this.onReject = onReject;
    }
}
