/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.history.ExecutionDetail;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows one execution: its message, its steps with input and output, and how it failed. */
@Command(
        name = "show",
        description = {
            "Shows an execution with its steps: what came in and went out, what it waits for, what people did to it.",
            "Secrets are masked. Works while the runtime runs."
        })
final class ExecutionsShowCommand implements Callable<Integer> {

    @Mixin
    private ExecutionArgument argument;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Option(names = "--wide", description = "Prints whole values, however long.")
    private boolean wide;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ExecutionDetail execution = argument.execution();
        if (json) {
            JsonDocument.print(execution, spec.commandLine().getOut());
        } else {
            new ExecutionPrinter(spec.commandLine().getOut(), wide).print(execution);
        }
        return 0;
    }
}
