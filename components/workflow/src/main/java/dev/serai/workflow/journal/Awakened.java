/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

/** An execution that waited in the store and can go on now. Whoever made it so tells its queue. */
public record Awakened(String executionId, String workflow, String version) {}
