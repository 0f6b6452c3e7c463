/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.DescribingConnectorFactory;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnectorFactory;
import dev.serai.connector.Names;
import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.connector.specification.ConnectorSpecification;
import dev.serai.connector.specification.SpecificationDocument;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows all that is known of a type of connector, or of a connector that a workspace declares. */
@Command(
        name = "describe",
        description =
                "Shows the options, operations, errors and examples of a type of connector, or of a connector that a"
                        + " workspace declares.")
final class ConnectorsDescribeCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "A type, such as sql, or the name of a declared connector.")
    private String name;

    @Mixin
    private OptionalWorkspaceArgument argument;

    @Option(names = "--json", description = "Prints one JSON document, with JSON Schemas.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Workspace workspace = argument.workspace();
        List<DeclarationAsWritten> declarations = workspace == null ? List.of() : DeclarationAsWritten.all(workspace);
        Optional<DeclarationAsWritten> declaration =
                declarations.stream().filter(one -> one.name().equals(name)).findFirst();
        try (KnownTypes known = new KnownTypes(workspace)) {
            ConnectorTypes types = known.types();
            ConnectorFactory<?> type =
                    declaration.isPresent() ? typeOf(declaration.get(), types) : type(types, declarations);
            ConnectorMetadata metadata = declaration.isPresent() && type instanceof DescribingConnectorFactory
                    ? metadata(workspace, type)
                    : type.metadata();
            List<DiscoveredResource> discovered = declaration.isPresent() && type instanceof DiscoveringConnectorFactory
                    ? discovered(workspace)
                    : List.of();
            print(ConnectorSpecification.of(type, metadata), declaration, discovered);
        }
        return 0;
    }

    /** What the declared connector can do: asked of the connector itself where nothing else can tell. */
    private ConnectorMetadata metadata(Workspace workspace, ConnectorFactory<?> type) throws IOException {
        try (DeclaredConnectors connectors = DeclaredConnectors.read(workspace)) {
            ConnectorDeclaration<?> declaration = connectors.declaration(name);
            return declaration
                    .metadata(workspace.folder())
                    .orElseGet(() -> connectors.create(declaration).metadata());
        } catch (ConfigurationException | ConnectorException e) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "These are the operations of its type alone, because the declarations cannot be used here: "
                                    + e.getMessage());
            return type.metadata();
        }
    }

    /** What the system of the declared connector holds now; nothing when it cannot be asked. */
    private List<DiscoveredResource> discovered(Workspace workspace) throws IOException {
        try (DeclaredConnectors connectors = DeclaredConnectors.read(workspace)) {
            return connectors.discover(name);
        } catch (ConfigurationException | ConnectorException e) {
            spec.commandLine()
                    .getErr()
                    .println("What its system holds is not shown, because it cannot be asked: " + e.getMessage());
            return List.of();
        }
    }

    private ConnectorFactory<?> type(ConnectorTypes types, List<DeclarationAsWritten> declarations) {
        return types.find(name).orElseThrow(() -> {
            List<String> known = new ArrayList<>(types.factories().keySet());
            declarations.forEach(declaration -> known.add(declaration.name()));
            return new WorkspaceException(
                    "There is no type of connector" + (declarations.isEmpty() ? "" : " or connector") + " named '"
                            + name + "'. " + Names.suggestion(name, known));
        });
    }

    private static ConnectorFactory<?> typeOf(DeclarationAsWritten declaration, ConnectorTypes types) {
        return types.find(declaration.type())
                .or(() -> types.find(declaration.provider()))
                .orElseThrow(() -> new WorkspaceException(declaration.place() + ": The connector '" + declaration.name()
                        + "' is of type '" + declaration.type() + "'. "
                        + Names.suggestion(declaration.type(), types.factories().keySet())));
    }

    private void print(
            ConnectorSpecification specification,
            Optional<DeclarationAsWritten> declaration,
            List<DiscoveredResource> discovered) {
        if (json) {
            Map<String, Object> document = new LinkedHashMap<>();
            declaration.ifPresent(declared -> {
                document.put("name", declared.name());
                document.put("declaredAt", declared.place());
                document.put("declaration", declared.options(specification));
            });
            document.putAll(SpecificationDocument.of(specification));
            if (!discovered.isEmpty()) {
                document.put("discovered", discovered);
            }
            JsonDocument.print(document, spec.commandLine().getOut());
            return;
        }
        SpecificationPrinter printer =
                new SpecificationPrinter(spec.commandLine().getOut());
        declaration.ifPresent(declared -> printer.print(declared, specification));
        printer.print(specification);
        printer.print(discovered);
    }
}
