/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.step;

import dev.serai.workflow.execution.OpenGroups;
import org.apache.camel.AsyncProcessor;

/**
 * A place at which an execution can begin.
 *
 * @param steps what runs from there to the end
 * @param groups the groups that are collected before it; null when it is no aggregate's
 */
public record Entry(AsyncProcessor steps, OpenGroups groups) {

    Entry(AsyncProcessor steps) {
        this(steps, null);
    }
}
