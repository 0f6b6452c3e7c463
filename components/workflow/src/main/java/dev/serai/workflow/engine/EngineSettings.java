/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/**
 * How an engine works.
 *
 * @param storeDirectory where the store lies, when the application brings none of its own
 * @param maxConcurrent how many executions run at once in all
 */
public record EngineSettings(String storeDirectory, int maxConcurrent) {

    public static final EngineSettings DEFAULTS = new EngineSettings(".serai", 100);
}
