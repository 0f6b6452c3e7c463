/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.SourceLocation;
import dev.serai.connector.yaml.ConnectorYamlLoader;
import dev.serai.runtime.workspace.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;

/** The routes of YAML files as Camel reads them. Nothing is made of them, and nothing starts. */
final class CamelModel implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();

    /** @param properties what placeholders give */
    CamelModel(Properties properties) {
        context.getPropertiesComponent().setInitialProperties(properties);
        ConnectorYamlLoader.install(context);
    }

    CamelContext context() {
        return context;
    }

    /** Adds the files one by one; what Camel cannot read is a problem. */
    void read(Workspace workspace, Problems problems) {
        for (Path file : workspace.yamlRoutes()) {
            try {
                read(PluginHelper.getResourceLoader(context).resolveResource("file:" + file));
            } catch (Exception e) {
                problems.add(
                        new SourceLocation(file.getFileName().toString(), 1, 1),
                        "Camel cannot read this file: " + e.getMessage() + ".");
            }
        }
    }

    /** As Camel's own loader does, but it would read the file once more before, to make its beans. */
    private void read(Resource file) throws Exception {
        RoutesBuilder builder =
                PluginHelper.getRoutesLoader(context).getRoutesLoader("yaml").loadRoutesBuilder(file);
        if (builder instanceof RouteConfigurationsBuilder configurations) {
            context.addRoutesConfigurations(configurations);
        }
        context.addRoutes(builder);
    }

    List<RouteDefinition> routes() {
        return context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    }

    /**
     * Where a step stands. Camel's line is the step's own, or the one before when the step is written in one line.
     *
     * @param line as Camel knows it
     */
    static SourceLocation location(WorkspaceModel model, String step, String file, int line) {
        return model.elements().steps().stream()
                .filter(use -> use.name().equals(step))
                .map(StepUse::location)
                .filter(place -> place.file().equals(file) && (place.line() == line || place.line() == line + 1))
                .findFirst()
                .orElse(new SourceLocation(file, line, 1));
    }

    @Override
    public void close() {
        context.stop();
    }
}
