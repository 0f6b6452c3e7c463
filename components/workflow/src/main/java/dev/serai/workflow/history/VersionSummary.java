/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

import java.time.Instant;
import java.util.List;

/**
 * One version of a workflow.
 *
 * @param since when it was first seen
 * @param currentAt when it last became the version of new executions; null when it never did, or that is not known
 * @param current whether new executions get it
 * @param defined whether the files define it
 * @param files the files it was defined in; empty when a part of it came from no file
 * @param underWay how many executions on it are not finished
 * @param deadLetters how many of its executions wait for a decision
 * @param changedClasses the application's classes that its steps name and that changed since one of those executions
 *     began
 */
public record VersionSummary(
        String workflow,
        String version,
        Instant since,
        Instant currentAt,
        boolean current,
        boolean defined,
        List<String> files,
        long underWay,
        long deadLetters,
        List<String> changedClasses) {}
