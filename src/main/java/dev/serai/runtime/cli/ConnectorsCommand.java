/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about connectors. */
@Command(
        name = "connectors",
        description = "Lists or tests the connectors of a workspace, and describes their types.",
        subcommands = {
            ConnectorsListCommand.class,
            ConnectorsTestCommand.class,
            ConnectorsTypesCommand.class,
            ConnectorsDescribeCommand.class
        })
final class ConnectorsCommand {}
