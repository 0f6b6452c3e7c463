/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.Names;
import dev.serai.connector.state.Checkpoint;
import dev.serai.connector.state.CheckpointStore;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Forgets how far a source was read. */
@Command(
        name = "reset",
        description = {
            "Forgets how far a source was read, so that it is read from its beginning.",
            "A runtime that runs begins at its next look at the source; otherwise the next start does."
        },
        footer = {"", "Exit code: 0 when the position is forgotten, 1 when there is no such source."})
final class CheckpointsResetCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "SOURCE", description = "The source, as 'checkpoints list' names it.")
    private String source;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The workspace folder; by default the current one.")
    private Path folder;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        CheckpointStore checkpoints = Workspace.open(folder).store().client().checkpoints();
        List<Checkpoint> known = checkpoints.list();
        String position = known.stream()
                .filter(checkpoint -> checkpoint.source().equals(source))
                .map(Checkpoint::position)
                .findFirst()
                .orElseThrow(() -> unknown(known));
        checkpoints.reset(source);
        spec.commandLine()
                .getOut()
                .println("Forgot that " + source + " was read up to " + position + ". It is read from its beginning.");
        return 0;
    }

    private WorkspaceException unknown(List<Checkpoint> known) {
        List<String> sources = known.stream().map(Checkpoint::source).toList();
        return new WorkspaceException("There is no source '" + source + "' with a position. "
                + (sources.isEmpty() ? "No source has one." : Names.suggestion(source, sources)));
    }
}
