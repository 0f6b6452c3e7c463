/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import dev.serai.connector.camel.ConnectorComponent;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.runtime.http.HttpEngine;
import dev.serai.workflow.WorkflowDefinitions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** Camel's own launcher, pointed at a workspace: its settings, its classes, its connectors, then its routes. */
final class WorkspaceMain extends Main {

    /** Leaves room for the rest of the stop within ten seconds of a signal. */
    private static final int DRAIN_SECONDS = 7;

    private final Workspace workspace;
    private final ClassLoader classLoader;
    private final List<RuntimeExtension> extensions;
    private final boolean unchanged;

    /** @param unchanged whether it has started before, just as it is */
    WorkspaceMain(
            Workspace workspace,
            ClassLoader classLoader,
            List<RuntimeExtension> extensions,
            boolean http,
            boolean unchanged) {
        this.workspace = workspace;
        this.classLoader = classLoader;
        this.extensions = extensions;
        this.unchanged = unchanged;
        // Whoever starts the runtime decides what a signal does.
        setShutdownStrategy(new SimpleMainShutdownStrategy());
        setDefaultPropertyPlaceholderLocation("false");
        workspace.propertiesFile().ifPresent(file -> setPropertyPlaceholderLocations("file:" + file));
        // Initial properties give way to those of the workspace.
        addInitialProperty("camel.server.enabled", Boolean.toString(http));
        addInitialProperty("camel.server.host", HttpAddress.DEFAULT_HOST);
        addInitialProperty("camel.main.shutdownTimeout", Integer.toString(DRAIN_SECONDS));
        addInitialProperty("camel.main.startupSummaryLevel", "Off");
        addInitialProperty(
                "camel.component.kamelet.location", "file:" + workspace.kameletFolder() + ",classpath:kamelets");
        addOverrideProperty("serai.workspace", workspace.folder().toString());
    }

    @Override
    protected CamelContext createCamelContext() {
        CamelContext camelContext = new WorkspaceContext();
        camelContext.getCamelContextExtension().setRegistry(registry);
        camelContext.setApplicationContextClassLoader(classLoader);
        // Camel makes its HTTP server as soon as it has read the settings, and looks for the engine then.
        try {
            HttpEngine.serve(camelContext);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
        return camelContext;
    }

    @Override
    protected void configureRoutes(CamelContext camelContext) throws Exception {
        HttpEngine.useEventLoops(camelContext);
        // Makes routes in YAML keep the parameters of connectors as they are written, also when none is declared.
        ConnectorRegistry.of(camelContext);
        if (workspace.connectorsFile().isPresent()) {
            ConnectorComponent connectors = new ConnectorComponent();
            connectors.setConfiguration(workspace.connectorsFile().get().toString());
            camelContext.addComponent("connector", connectors);
        }
        for (RuntimeExtension extension : extensions) {
            extension.beforeRoutes(camelContext, workspace);
        }
        super.configureRoutes(camelContext);
        WorkspaceJavaLoader javaLoader = new WorkspaceJavaLoader(workspace);
        camelContext.addService(javaLoader, true, true);
        camelContext.getRegistry().bind("workspace-java-loader", javaLoader);
        List<Resource> files = new ArrayList<>();
        for (Path file : workspace.definitions()) {
            files.add(PluginHelper.getResourceLoader(camelContext).resolveResource("file:" + file));
        }
        if (unchanged) {
            WorkflowDefinitions.of(camelContext).loadOnDemand(files);
        } else {
            WorkflowDefinitions.of(camelContext).load(files);
        }
    }
}
