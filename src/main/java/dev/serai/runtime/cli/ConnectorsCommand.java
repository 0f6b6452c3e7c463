/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about connectors. */
@Command(
        name = "connectors",
        description = "Lists or tests the connectors of a workspace.",
        subcommands = {ConnectorsListCommand.class, ConnectorsTestCommand.class})
final class ConnectorsCommand {}
