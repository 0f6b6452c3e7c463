/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.state.Checkpoint;
import dev.serai.runtime.workspace.Workspace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists how far sources were read, by name. */
@Command(name = "list", description = "Lists how far sources were read. Works while the runtime runs.")
final class CheckpointsListCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The workspace folder; by default the current one.")
    private Path folder;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<Checkpoint> checkpoints =
                Workspace.open(folder).store().client().checkpoints().list();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(checkpoints, out);
        } else if (checkpoints.isEmpty()) {
            out.println("No source has a position.");
        } else {
            out.println(Tables.of(
                    checkpoints,
                    List.of(
                            Tables.column("SOURCE", Checkpoint::source),
                            Tables.column("POSITION", Checkpoint::position),
                            Tables.column("SAVED", Checkpoint::savedAt))));
        }
        return 0;
    }
}
