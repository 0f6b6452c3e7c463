/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import picocli.CommandLine.Command;

/** Groups the commands about approvals. */
@Command(
        name = "approvals",
        description = "Lists what executions ask people, approves it or rejects it.",
        subcommands = {ApprovalsListCommand.class, ApprovalsApproveCommand.class, ApprovalsRejectCommand.class})
final class ApprovalsCommand {}
