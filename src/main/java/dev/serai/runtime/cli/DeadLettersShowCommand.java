/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.history.ExecutionDetail;
import dev.serai.workflow.journal.ExecutionStatus;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows one dead letter: all that an execution shows, and where the failure came from. */
@Command(name = "show", description = "Shows a dead letter with its steps. Works while the runtime runs.")
final class DeadLettersShowCommand implements Callable<Integer> {

    @Mixin
    private ExecutionArgument argument;

    @Option(names = "--json", description = "Prints one JSON document, with the input of each step.")
    private boolean json;

    @Option(names = "--wide", description = "Prints whole values, however long.")
    private boolean wide;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        ExecutionDetail letter = argument.execution();
        if (letter.summary().status() != ExecutionStatus.DEAD_LETTER) {
            throw new WorkspaceException("Execution " + letter.summary().id() + " is no dead letter: it is "
                    + letter.summary().status() + ". Show it with 'serai executions show'.");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(letter, out);
        } else {
            new ExecutionPrinter(out, wide).print(letter);
            out.println();
            out.println(letter.trace());
        }
        return 0;
    }
}
