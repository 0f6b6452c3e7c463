/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.execution;

import dev.serai.workflow.journal.AggregateGroup;

/** The groups that one step of one version collects. */
public interface OpenGroups {

    /**
     * Completes a group whose time has come. A group that got another contribution meanwhile, or is complete already,
     * stays as it is.
     */
    void completeByItself(ExecutionHost host, AggregateGroup group);
}
