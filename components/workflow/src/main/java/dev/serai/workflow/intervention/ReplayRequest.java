/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.intervention;

import java.util.List;

/**
 * A wish to let dead letters go on.
 *
 * @param id the request's, a UUID of version 7; one that comes twice is carried out once
 * @param executions the ids of dead letters
 * @param fromStart each begins anew and keeps no record; otherwise it goes on at the step that failed
 * @param by who asks
 * @param change of the message, encoded, or null
 */
public record ReplayRequest(String id, List<String> executions, boolean fromStart, String by, byte[] change) {}
