/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.yaml;

import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.KameletRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutesBuilderLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.snakeyaml.engine.v2.nodes.Node;

/** Loads routes in YAML; see the package. */
public final class ConnectorYamlLoader extends YamlRoutesBuilderLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectorYamlLoader.class);

    /** The name by which Camel asks for the loader of an extension, before it looks for one on the class path. */
    private static final String KEY = "routes-builder-loader-";

    /**
     * Makes a Camel context load YAML by this class from now on, and warns of what it has loaded before.
     *
     * @throws IllegalStateException when Camel cannot start the loader
     */
    public static void install(CamelContext camelContext) {
        warnOfRoutes(camelContext);
        ConnectorYamlLoader routes = new ConnectorYamlLoader();
        bind(camelContext, routes, "yaml", "camel.yaml");
        bind(camelContext, new KameletLoader(), KameletRoutesBuilderLoader.EXTENSION);
    }

    private static void warnOfRoutes(CamelContext camelContext) {
        List<String> files =
                camelContext.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                        .map(RouteDefinition::getResource)
                        .filter(Objects::nonNull)
                        .map(Resource::getLocation)
                        .filter(location -> location.endsWith(".yaml"))
                        .distinct()
                        .toList();
        if (!files.isEmpty()) {
            LOG.warn(
                    "Routes were loaded before Serai's connectors were known: {}. Of the parameters of their connectors, Camel"
                            + " reads '+', '%' and '&' as parts of a URL, and leaves out the ends of lines. Set"
                            + " camel.component.connector.configuration, or call ConnectorRegistry.of(context) before.",
                    files);
        }
    }

    private static void bind(CamelContext camelContext, RoutesBuilderLoader loader, String... extensions) {
        try {
            camelContext.addService(loader, true, true);
        } catch (Exception e) {
            throw new IllegalStateException("Camel cannot start the loader of routes in YAML.", e);
        }
        for (String extension : extensions) {
            camelContext.getRegistry().bind(KEY + extension, loader);
        }
    }

    @Override
    protected RouteBuilder builder(YamlDeserializationContext context, Node root) {
        ConnectorParameters.write(root);
        return super.builder(context, root);
    }

    /** Loads Kamelets. */
    private static final class KameletLoader extends KameletRoutesBuilderLoader {

        @Override
        protected RouteBuilder builder(YamlDeserializationContext context, Node root) {
            ConnectorParameters.write(root);
            return super.builder(context, root);
        }
    }
}
