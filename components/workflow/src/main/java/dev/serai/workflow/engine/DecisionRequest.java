/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/**
 * A decision that comes from another process.
 *
 * @param approval the approval's id
 * @param by the name of who decided
 * @param decision encoded
 */
public record DecisionRequest(String approval, String by, byte[] decision) {}
