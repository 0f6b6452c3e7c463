/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about workflows. */
@Command(
        name = "workflows",
        description = "Shows what became of workflows' executions.",
        subcommands = {WorkflowsStatsCommand.class})
final class WorkflowsCommand {}
