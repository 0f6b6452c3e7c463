/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.util.List;

/**
 * A wish to move executions to another version.
 *
 * @param from the version that they are on
 * @param to null for the one that new executions get
 * @param executions their ids; empty for all
 * @param dryRun only to tell what would be done
 */
public record MigrationRequest(String workflow, String from, String to, List<String> executions, boolean dryRun) {}
