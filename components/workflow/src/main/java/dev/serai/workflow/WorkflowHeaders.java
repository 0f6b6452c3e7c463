/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.camel.ConnectorHeaders;

/** Headers that the endpoints of workflows read and set. */
public final class WorkflowHeaders {

    /** In: a second start with the same key gives the first execution back. */
    public static final String IDEMPOTENCY_KEY = ConnectorHeaders.IDEMPOTENCY_KEY;

    /** Out: the execution's id. Inside a workflow: the id of the execution that runs. */
    public static final String EXECUTION_ID = "CamelSeraiExecutionId";

    /** Out: false when the key was known and the execution had been started before. */
    public static final String EXECUTION_STARTED = "CamelSeraiExecutionStarted";

    /** Out of a step that waited: whether its time was over before what it waited for came. */
    public static final String TIMED_OUT = "CamelSeraiTimedOut";

    /** Out of an approval: whether somebody approved. */
    public static final String APPROVED = "CamelSeraiApproved";

    /** Out of an approval: the name of who decided. */
    public static final String DECIDED_BY = "CamelSeraiDecidedBy";

    /** Out of an approval: when somebody decided, a {@code java.time.Instant}. */
    public static final String DECIDED_AT = "CamelSeraiDecidedAt";

    /** Out of an approval: what who decided had to say, or null. */
    public static final String DECISION_COMMENT = "CamelSeraiDecisionComment";

    private WorkflowHeaders() {}
}
