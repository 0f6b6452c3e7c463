/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceException;
import dev.serai.workflow.history.NodeSummary;
import dev.serai.workflow.history.StoreNodes;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the runtimes that share a workspace's store. */
@Command(name = "nodes", description = "Lists the runtimes that share the store on PostgreSQL, and what each runs.")
final class NodesCommand implements Callable<Integer> {

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
        List<NodeSummary> nodes = nodes();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(nodes, out);
        } else if (nodes.isEmpty()) {
            out.println("No runtime uses the store now.");
        } else {
            out.println(Tables.of(
                    nodes,
                    List.of(
                            Tables.column("NODE", NodeSummary::node),
                            Tables.column("NAME", NodeSummary::name),
                            Tables.column("SINCE", NodeSummary::since),
                            Tables.column("EXECUTIONS", NodeSummary::executions))));
        }
        return 0;
    }

    private List<NodeSummary> nodes() {
        try {
            return new StoreNodes(Workspace.open(folder).store()).all();
        } catch (IllegalArgumentException e) {
            throw new WorkspaceException(e.getMessage());
        }
    }
}
