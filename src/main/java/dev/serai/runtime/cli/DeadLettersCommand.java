/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about dead letters. */
@Command(
        name = "dead-letters",
        description = "Lists, shows, replays or discards executions that nobody could finish.",
        subcommands = {
            DeadLettersListCommand.class,
            DeadLettersShowCommand.class,
            DeadLettersReplayCommand.class,
            DeadLettersDiscardCommand.class
        })
final class DeadLettersCommand {}
