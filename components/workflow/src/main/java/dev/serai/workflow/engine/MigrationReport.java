/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

import java.util.List;

/**
 * What became of a wish to move executions.
 *
 * @param to the version that they were moved to
 * @param moved their ids; in a dry run, those that would be moved
 * @param left those that were not moved
 */
public record MigrationReport(String to, List<String> moved, List<Left> left) {

    /** An execution that stays where it is, and why. */
    public record Left(String execution, String reason) {}
}
