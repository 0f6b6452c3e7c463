/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import dev.serai.workflow.execution.OpenGroups;
import dev.serai.workflow.journal.WorkflowDescription;
import java.util.Optional;
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

    /**
     * What an execution runs.
     *
     * @param entry the step at which it begins; null for the route itself
     * @return empty when this version has no such step
     */
    Optional<AsyncProcessor> beginning(String entry);

    /** The groups that an aggregate step collects; empty when this version has no such step. */
    Optional<OpenGroups> groups(String step);
}
