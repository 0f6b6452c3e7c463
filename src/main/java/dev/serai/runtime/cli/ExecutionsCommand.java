/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about executions. */
@Command(
        name = "executions",
        description =
                "Lists executions, shows one with its steps, runs a part of one again, and cancels, pauses or resumes them.",
        subcommands = {
            ExecutionsListCommand.class,
            ExecutionsShowCommand.class,
            ExecutionsRerunCommand.class,
            ExecutionsCancelCommand.class,
            ExecutionsPauseCommand.class,
            ExecutionsResumeCommand.class
        })
final class ExecutionsCommand {}
