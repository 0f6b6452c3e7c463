/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DiscoveredResource;
import dev.serai.connector.DiscoveringConnector;
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
import java.util.concurrent.CompletionException;
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

    /** The declaration of a connector that is there. */
    ConnectorDeclaration<?> declaration(String name) {
        return declarations.stream()
                .filter(one -> one.settings().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Asks the system of a connector what it holds.
     *
     * @throws ConnectorException when it does not answer
     */
    List<DiscoveredResource> discover(String name) {
        DiscoveringConnector connector = (DiscoveringConnector) create(declaration(name));
        connector.connect();
        try {
            return connector.discover().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ConnectorException failure ? failure.named(name, null) : e;
        } finally {
            connector.disconnect();
        }
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
