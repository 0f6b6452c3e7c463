/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/**
 * A wish to start an execution.
 *
 * @param idempotencyKey a second start with this key gives the first execution back; null for none
 * @param parentId the execution whose step starts it, or null
 * @param input the message, encoded
 */
public record StartRequest(String workflow, String idempotencyKey, String parentId, byte[] input) {}
