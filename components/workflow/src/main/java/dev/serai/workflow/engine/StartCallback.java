/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/** Told once what became of a start. */
@FunctionalInterface
public interface StartCallback {

    /**
     * @param executionId the execution's id; null when it was not started
     * @param started false when the key was known
     * @param failure null when the start is durable
     */
    void done(String executionId, boolean started, RuntimeException failure);
}
