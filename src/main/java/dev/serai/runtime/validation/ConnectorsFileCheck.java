/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationBinder;
import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.ConnectorsFile;
import dev.serai.connector.configuration.DeclarationLoader;
import dev.serai.connector.configuration.References;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.connector.registry.ConnectorTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Reads {@code connectors.yaml} as the runtime will, and reports all that is wrong with it. */
final class ConnectorsFileCheck implements Check {

    private final UnaryOperator<String> environment;

    /** @param environment gives a variable's value by name, or null when it is not set */
    ConnectorsFileCheck(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    @Override
    public void check(WorkspaceModel model, Problems problems) {
        model.workspace().connectorsFile().ifPresent(file -> check(model, file, problems));
    }

    private void check(WorkspaceModel model, Path file, Problems problems) {
        String name = model.workspace().relative(file);
        boolean development = Boolean.parseBoolean(model.placeholders().substitute("{{serai.dev:false}}"));
        References references = new References(
                environment, text -> substitute(model, text), DeclarationLoader.baseDirectory(file.toString()));
        try {
            List<ConnectorDeclaration<?>> declarations = new ConnectorsFile(
                            ConnectorTypes.of(model.components().classLoader()).factories(),
                            new ConfigurationBinder(references, development))
                    .read(name, Files.readString(file));
            namesTakenTwice(declarations, problems);
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        } catch (IOException e) {
            problems.add(new SourceLocation(name, 1, 1), "The file cannot be read: " + e.getMessage() + ".");
        }
    }

    private static String substitute(WorkspaceModel model, String text) {
        List<String> unresolved = model.placeholders().unresolved(text, java.util.Set.of());
        if (!unresolved.isEmpty()) {
            throw new IllegalArgumentException("The property '" + unresolved.get(0)
                    + "' has no value. Set it in application.properties, or give a default: {{" + unresolved.get(0)
                    + ":value}}.");
        }
        return model.placeholders().substitute(text);
    }

    private static void namesTakenTwice(List<ConnectorDeclaration<?>> declarations, Problems problems) {
        Map<String, SourceLocation> first = new HashMap<>();
        for (ConnectorDeclaration<?> declaration : declarations) {
            String name = declaration.settings().name();
            SourceLocation other = first.putIfAbsent(name, declaration.location());
            if (other != null) {
                problems.add(
                        declaration.location(),
                        "A connector named '" + name + "' is already declared at " + other
                                + ". Give one of them another name.");
            }
        }
    }
}
