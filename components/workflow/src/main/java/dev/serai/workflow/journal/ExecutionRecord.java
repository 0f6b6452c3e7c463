/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/**
 * An execution as the queue knows it.
 *
 * @param id a UUID of version 7
 * @param version the definition it began with
 * @param idempotencyKey a second start with this key gives this execution back; null when it has none
 * @param parentId the execution whose step started it, or null
 * @param input the message it began with, encoded
 * @param attempt from 1
 * @param dueAt not before, in milliseconds since 1970
 * @param createdAt in milliseconds since 1970
 */
public record ExecutionRecord(
        String id,
        String workflow,
        String version,
        String idempotencyKey,
        String parentId,
        byte[] input,
        int attempt,
        long dueAt,
        long createdAt) {}
