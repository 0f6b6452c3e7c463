/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.SignalRefusedException;
import dev.serai.workflow.history.Carried;
import dev.serai.workflow.history.ExecutionSignals;
import dev.serai.workflow.journal.Addressee;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends a signal to an execution. */
@Command(
        name = "signal",
        description = {
            "Sends a signal to an execution, which waits for it with workflow:await, or will.",
            "Works while the runtime runs and when none does."
        },
        footer = {
            "",
            "  serai signal DIR 0197-… paid --json '{\"amount\": 12}'",
            "  serai signal DIR paid --workflow fulfil-order --key A-17",
            "",
            "Exit code: 0 when the signal is kept, 1 when nobody is there who could get it."
        })
final class SignalCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Parameters(
            index = "1..*",
            arity = "1..2",
            paramLabel = "[EXECUTION] NAME",
            hideParamSyntax = true,
            description = "The execution's id, unless --workflow and --key tell it, and the signal's name.")
    private List<String> names = List.of();

    @Option(names = "--workflow", paramLabel = "NAME", description = "With --key: the workflow of the execution.")
    private String workflow;

    @Option(names = "--key", paramLabel = "KEY", description = "With --workflow: what the execution was started with.")
    private String key;

    @ArgGroup
    private MessageBody body;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean byKey = workflow != null && key != null;
        if (names.size() != (byKey ? 1 : 2) || (workflow == null) != (key == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Tell the execution either by its id, or by --workflow and --key, and give the signal's name.");
        }
        Addressee to = byKey ? Addressee.startedWith(workflow, key) : Addressee.execution(names.get(0));
        String signal = names.get(names.size() - 1);
        Workspace workspace = argument.workspace();
        try {
            Carried carried =
                    new ExecutionSignals(workspace.store()).send(to, signal, body == null ? null : body.value());
            spec.commandLine().getOut().println(CarriedOut.sentence("The signal '" + signal + "'", carried));
            return 0;
        } catch (SignalRefusedException e) {
            throw new WorkspaceException(e.getMessage());
        }
    }
}
