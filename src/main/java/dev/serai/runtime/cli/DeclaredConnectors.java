/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.Connector;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.DeclarationLoader;
import dev.serai.connector.registry.ConnectorTypes;
import dev.serai.runtime.workspace.Workspace;
import dev.serai.runtime.workspace.WorkspaceClassLoader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** The connectors of a workspace without its routes. */
final class DeclaredConnectors implements Closeable {

    private final WorkspaceClassLoader classLoader;
    private final CamelContext camelContext;
    private final Path baseDirectory;
    private final List<ConnectorDeclaration<?>> declarations;

    private DeclaredConnectors(
            WorkspaceClassLoader classLoader,
            CamelContext camelContext,
            Path baseDirectory,
            List<ConnectorDeclaration<?>> declarations) {
        this.classLoader = classLoader;
        this.camelContext = camelContext;
        this.baseDirectory = baseDirectory;
        this.declarations = declarations;
    }

    /**
     * Reads connectors.yaml; opens no connection.
     *
     * @throws dev.serai.connector.configuration.ConfigurationException when anything in it is wrong
     */
    static DeclaredConnectors read(Workspace workspace) throws IOException {
        WorkspaceClassLoader classLoader = WorkspaceClassLoader.open(workspace);
        DefaultCamelContext camelContext = new DefaultCamelContext();
        camelContext.setApplicationContextClassLoader(classLoader);
        Properties properties = workspace.properties();
        properties.setProperty("serai.workspace", workspace.folder().toString());
        camelContext.getPropertiesComponent().setInitialProperties(properties);
        DeclarationLoader loader = new DeclarationLoader(
                camelContext, ConnectorTypes.of(classLoader).factories());
        List<ConnectorDeclaration<?>> declarations = workspace.connectorsFile().isEmpty()
                ? List.of()
                : loader.load(
                        workspace.relative(workspace.connectorsFile().get()),
                        Files.readString(workspace.connectorsFile().get()),
                        DeclarationLoader.baseDirectory(
                                workspace.connectorsFile().get().toString()));
        return new DeclaredConnectors(classLoader, camelContext, workspace.folder(), declarations);
    }

    List<ConnectorDeclaration<?>> declarations() {
        return declarations;
    }

    /** Makes a connector; opens nothing yet. The context is started with the first call. */
    Connector create(ConnectorDeclaration<?> declaration) {
        camelContext.start();
        return declaration.create(camelContext, baseDirectory);
    }

    @Override
    public void close() throws IOException {
        camelContext.stop();
        classLoader.close();
    }
}
