/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about positions in sources. */
@Command(
        name = "checkpoints",
        description = "Lists how far sources were read, or has one read again.",
        subcommands = {CheckpointsListCommand.class, CheckpointsResetCommand.class})
final class CheckpointsCommand {}
