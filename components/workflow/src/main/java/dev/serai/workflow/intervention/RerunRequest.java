/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.intervention;

/**
 * A wish for a new execution that takes over a part of another one's record.
 *
 * @param id the new execution's, a UUID of version 7; a request that comes twice makes one execution
 * @param origin the other execution's id
 * @param step the first step that runs anew; null for the beginning of the route
 * @param currentVersion on the current version of the workflow; otherwise on the origin's
 * @param by who asks
 * @param change of the message that comes to the step, encoded, or null
 */
public record RerunRequest(String id, String origin, String step, boolean currentVersion, String by, byte[] change) {}
