/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about workflows as a whole, and their versions. */
@Command(
        name = "workflows",
        description = {
            "Lists workflows with what became of their executions, shows and changes which version",
            "new executions get, and pauses and resumes workflows."
        },
        subcommands = {
            WorkflowsListCommand.class,
            WorkflowsStatsCommand.class,
            WorkflowsVersionsCommand.class,
            WorkflowsDiffCommand.class,
            WorkflowsRollbackCommand.class,
            WorkflowsMigrateCommand.class,
            WorkflowsPauseCommand.class,
            WorkflowsResumeCommand.class
        })
final class WorkflowsCommand {}
