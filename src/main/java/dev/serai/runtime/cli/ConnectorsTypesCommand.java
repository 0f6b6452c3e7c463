/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.ConnectorMetadata.Category;
import dev.serai.connector.specification.SpecificationDocument;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the types of connector that can be declared. */
@Command(name = "types", description = "Lists the types of connector, those of a workspace's lib/ included.")
final class ConnectorsTypesCommand implements Callable<Integer> {

    @Mixin
    private OptionalWorkspaceArgument argument;

    @Option(
            names = "--category",
            paramLabel = "CATEGORY",
            description = "Only types of this category: ${COMPLETION-CANDIDATES}. Case does not matter.")
    private Category category;

    @Option(names = "--tag", paramLabel = "TAG", description = "Only types with this tag; several must all be there.")
    private List<String> tags = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<ConnectorMetadata> found;
        try (KnownTypes known = new KnownTypes(argument.workspace())) {
            found = known.types().search(category, tags);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            JsonDocument.print(
                    found.stream().map(SpecificationDocument::summary).toList(), out);
        } else if (found.isEmpty()) {
            out.println("No type is like that.");
        } else {
            out.println(Tables.of(
                    found,
                    List.of(
                            Tables.column("TYPE", ConnectorMetadata::type),
                            Tables.column("CATEGORY", type -> type.category().label()),
                            Tables.column("TAGS", type -> String.join(", ", type.tags())),
                            Tables.column("DESCRIPTION", ConnectorMetadata::description))));
        }
        return 0;
    }
}
