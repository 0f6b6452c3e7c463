/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about workflows and their versions. */
@Command(
        name = "workflows",
        description = "Lists workflows, or shows and changes which version new executions get.",
        subcommands = {
            WorkflowsListCommand.class,
            WorkflowsVersionsCommand.class,
            WorkflowsDiffCommand.class,
            WorkflowsRollbackCommand.class,
            WorkflowsMigrateCommand.class
        })
final class WorkflowsCommand {}
