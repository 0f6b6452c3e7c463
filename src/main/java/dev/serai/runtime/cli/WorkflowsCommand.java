/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about workflows as a whole. */
@Command(
        name = "workflows",
        description = "Shows what became of workflows' executions, and pauses and resumes workflows.",
        subcommands = {WorkflowsStatsCommand.class, WorkflowsPauseCommand.class, WorkflowsResumeCommand.class})
final class WorkflowsCommand {}
