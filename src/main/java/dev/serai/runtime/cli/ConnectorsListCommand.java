/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import dev.serai.connector.configuration.ConnectorDeclaration;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists what connectors.yaml declares. */
@Command(name = "list", description = "Lists the connectors of a workspace.")
final class ConnectorsListCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Line> lines;
        try (DeclaredConnectors connectors = DeclaredConnectors.read(argument.workspace())) {
            lines = connectors.declarations().stream().map(Line::of).toList();
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(lines, out);
        } else if (lines.isEmpty()) {
            out.println("The workspace declares no connectors.");
        } else {
            out.println(AsciiTable.builder()
                    .border(AsciiTable.NO_BORDERS)
                    .data(
                            lines,
                            List.of(
                                    column("NAME").with(Line::name),
                                    column("TYPE").with(Line::type),
                                    column("DESCRIPTION").with(Line::description),
                                    column("DECLARED AT").with(line -> line.file() + ":" + line.line())))
                    .asString());
        }
        return 0;
    }

    private static Column column(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT);
    }

    private record Line(String name, String type, String description, String file, int line) {

        static Line of(ConnectorDeclaration<?> declaration) {
            String description = declaration.settings().description();
            return new Line(
                    declaration.settings().name(),
                    declaration.factory().metadata().type(),
                    description == null ? "" : description,
                    declaration.location().file(),
                    declaration.location().line());
        }
    }
}
