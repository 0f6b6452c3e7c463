/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.intervention;

import java.util.Set;

/**
 * The version that new executions of a workflow get.
 *
 * @param paths of all steps that it may come by
 */
public record CurrentVersion(String version, Set<String> paths) {}
