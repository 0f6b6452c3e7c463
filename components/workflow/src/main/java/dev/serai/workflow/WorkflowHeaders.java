/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

import dev.serai.connector.camel.ConnectorHeaders;

/** Headers that a start of a workflow reads and sets. */
public final class WorkflowHeaders {

    /** In: a second start with the same key gives the first execution back. */
    public static final String IDEMPOTENCY_KEY = ConnectorHeaders.IDEMPOTENCY_KEY;

    /** Out: the execution's id. Inside a workflow: the id of the execution that runs. */
    public static final String EXECUTION_ID = "CamelSeraiExecutionId";

    /** Out: false when the key was known and the execution had been started before. */
    public static final String EXECUTION_STARTED = "CamelSeraiExecutionStarted";

    private WorkflowHeaders() {}
}
