/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.ConnectorsFile;
import dev.serai.connector.configuration.SourceLocation;
import dev.serai.connector.registry.ConnectorTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        try {
            List<ConnectorDeclaration<?>> unused = new ConnectorsFile(
                            ConnectorTypes.of(model.components().classLoader()).factories(),
                            DeclaredTypes.binder(file, model.placeholders(), environment))
                    .read(name, Files.readString(file));
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        } catch (IOException e) {
            problems.add(new SourceLocation(name, 1, 1), "The file cannot be read: " + e.getMessage() + ".");
        }
    }
}
