/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/**
 * A wish to give new executions another version than the files define.
 *
 * @param version which, or null for the one that was current before
 * @param undo to give them again what the files define
 */
public record RollbackRequest(String workflow, String version, boolean undo) {}
