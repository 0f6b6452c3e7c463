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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        footer = {"", "Exit code: 1 when one is down, else 0. One that cannot be tested is unknown."})
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
                            "%-7s  %s  %d ms  %s%n",
                            outcome.down() ? "DOWN" : outcome.status(),
                            outcome.name(),
                            outcome.milliseconds(),
                            outcome.message());
                    out.flush();
                }
            }
        }
        if (json) {
            JsonDocument.print(outcomes, out);
        } else if (outcomes.isEmpty()) {
            out.println("The workspace declares no connectors.");
        }
        return outcomes.stream().anyMatch(Outcome::down) ? 1 : 0;
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
        HealthCheckResult connected = HealthCheckResult.of(() -> {
            connector.connect();
            return "connected";
        });
        HealthCheckResult result = connected.up() ? connector.healthCheck() : connected;
        connector.disconnect();
        Duration duration = connected.up() ? connected.duration().plus(result.duration()) : connected.duration();
        return new Outcome(
                declaration.settings().name(),
                declaration.factory().metadata().type(),
                result.status().name().toLowerCase(Locale.ROOT),
                result.message(),
                result.errorCode(),
                duration.toMillis());
    }

    /**
     * What became of one connector.
     *
     * @param status {@code up}, {@code down}, or {@code unknown} for one that cannot be tested
     * @param errorCode of the failure, or null
     */
    private record Outcome(
            String name, String type, String status, String message, String errorCode, long milliseconds) {

        boolean down() {
            return status.equals("down");
        }
    }
}
