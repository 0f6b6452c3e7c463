/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands that make something new. */
@Command(
        name = "new",
        description = "Makes something new from a template.",
        subcommands = {NewConnectorCommand.class})
final class NewCommand {}
