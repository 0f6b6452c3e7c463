/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import java.time.Instant;

/**
 * A process that shares a store.
 *
 * @param node its number
 * @param name the process and its machine
 * @param since when it came, by the database's clock
 * @param executions how many it has in memory
 */
public record NodeSummary(int node, String name, Instant since, long executions) {}
