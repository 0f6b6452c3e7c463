/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.journal.WorkflowDescription;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;

/** One version of a workflow, ready to run. */
public interface Workflow {

    String name();

    String version();

    WorkflowSettings settings();

    /** What people call it. */
    WorkflowDescription description();

    /** A fresh exchange at the beginning of the route. */
    Exchange createExchange();

    /** The route itself. */
    AsyncProcessor route();
}
