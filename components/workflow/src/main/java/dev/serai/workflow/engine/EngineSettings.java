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
 * @param retention how long executions are kept, of workflows that say nothing else
 */
public record EngineSettings(String storeDirectory, int maxConcurrent, RetentionSettings retention) {

    public static final EngineSettings DEFAULTS = new EngineSettings(".serai", 100, RetentionSettings.DEFAULTS);
}
