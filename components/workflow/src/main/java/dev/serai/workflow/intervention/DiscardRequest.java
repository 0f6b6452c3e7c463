/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.intervention;

import java.util.List;

/**
 * A wish to give dead letters up.
 *
 * @param id the request's, a UUID of version 7; one that comes twice is carried out once
 * @param executions the ids of dead letters
 * @param by who asks
 * @param reason why, or null
 */
public record DiscardRequest(String id, List<String> executions, String by, String reason) {}
