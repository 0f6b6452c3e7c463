/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.Connector;
import dev.serai.connector.HealthCheckResult;
import dev.serai.connector.Names;
import dev.serai.connector.configuration.ConnectorDeclaration;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a real call to the system behind each connector. */
@Command(
        name = "test",
        description = "Connects each connector and makes a real, cheap call to its system.",
        footer = {"", "Exit code: 0 when all are up, 1 when one is down."})
final class ConnectorsTestCommand implements Callable<Integer> {

    @Mixin
    private WorkspaceArgument argument;

    @Option(names = "--name", paramLabel = "NAME", description = "Tests only this connector.")
    private String name;

    @Option(names = "--json", description = "Prints one JSON document.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Outcome> outcomes = new ArrayList<>();
        try (DeclaredConnectors connectors = DeclaredConnectors.read(argument.workspace())) {
            for (ConnectorDeclaration<?> declaration : chosen(connectors.declarations())) {
                Outcome outcome = test(declaration, connectors.create(declaration));
                outcomes.add(outcome);
                if (!json) {
                    out.printf(
                            "%-4s  %s  %d ms  %s%n",
                            outcome.up() ? "up" : "DOWN", outcome.name(), outcome.milliseconds(), outcome.message());
                    out.flush();
                }
            }
        }
        if (json) {
            JsonDocument.print(outcomes, out);
        } else if (outcomes.isEmpty()) {
            out.println("The workspace declares no connectors.");
        }
        return outcomes.stream().allMatch(Outcome::up) ? 0 : 1;
    }

    private List<ConnectorDeclaration<?>> chosen(List<ConnectorDeclaration<?>> declarations) {
        if (name == null) {
            return declarations;
        }
        List<ConnectorDeclaration<?>> found = declarations.stream()
                .filter(declaration -> declaration.settings().name().equals(name))
                .toList();
        if (found.isEmpty()) {
            List<String> names = declarations.stream()
                    .map(declaration -> declaration.settings().name())
                    .toList();
            throw new ParameterException(
                    spec.commandLine(), "There is no connector named '" + name + "'. " + Names.suggestion(name, names));
        }
        return found;
    }

    private static Outcome test(ConnectorDeclaration<?> declaration, Connector connector) {
        HealthCheckResult result = HealthCheckResult.of(() -> {
            connector.connect();
            HealthCheckResult health = connector.healthCheck();
            if (!health.up()) {
                throw new IllegalStateException(health.message());
            }
            return health.message();
        });
        connector.disconnect();
        return new Outcome(
                declaration.settings().name(),
                declaration.factory().metadata().type(),
                result.up(),
                result.message(),
                result.duration().toMillis());
    }

    private record Outcome(String name, String type, boolean up, String message, long milliseconds) {}
}
