/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about executions. */
@Command(
        name = "executions",
        description = "Lists executions, or shows one with its steps.",
        subcommands = {ExecutionsListCommand.class, ExecutionsShowCommand.class})
final class ExecutionsCommand {}
