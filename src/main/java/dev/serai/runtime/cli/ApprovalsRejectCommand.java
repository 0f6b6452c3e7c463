/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Rejects what an execution asks. */
@Command(
        name = "reject",
        description = "Rejects what an execution asks, so that it goes on. A decision is taken once.",
        footer = {"", "Exit code: 0 when the decision counts, 1 when it does not."})
final class ApprovalsRejectCommand implements Callable<Integer> {

    @Mixin
    private DecisionArgument decision;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        decision.decide(false, spec.commandLine().getOut());
        return 0;
    }
}
