/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.Field;
import dev.serai.connector.OperationInput;
import dev.serai.connector.Redaction;
import dev.serai.connector.configuration.ConfigurationException;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.workflow.history.ExecutionHistory;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The history of a workspace, with the secrets of its connectors masked. */
final class WorkspaceHistory {

    private WorkspaceHistory() {}

    /** @param err is told when the declarations cannot be read, so that their secrets are not known */
    static ExecutionHistory of(Workspace workspace, PrintWriter err) {
        List<Redaction> redactions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (DeclaredConnectors connectors = DeclaredConnectors.read(workspace)) {
            for (ConnectorDeclaration<?> declaration : connectors.declarations()) {
                redactions.add(declaration.redaction());
                secretFields(declaration).forEach(field -> {
                    names.add(field.name());
                    names.add(OperationInput.header(field.name()));
                });
            }
        } catch (ConfigurationException | IOException e) {
            err.println("The connectors' secrets are not known here, so they are only masked under their names: "
                    + e.getMessage());
        }
        return new ExecutionHistory(workspace.store(), redactions, names);
    }

    private static Stream<Field> secretFields(ConnectorDeclaration<?> declaration) {
        return declaration.factory().metadata().operations().stream()
                .flatMap(operation -> Stream.concat(operation.fields().stream(), operation.metadata().stream()))
                .filter(Field::secret);
    }
}
