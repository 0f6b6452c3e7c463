/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

import dev.serai.connector.registry.ConnectorRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Ways that are routes, each in a context of its own. */
final class CamelRoutes {

    private CamelRoutes() {}

    /**
     * Starts {@code streamProcess} of a connector named {@code broker}.
     *
     * @param declaration of the connector, without its name, in YAML's flow style
     * @param properties for its references
     * @param uri the endpoint
     */
    static AutoCloseable serai(String declaration, Map<String, String> properties, String uri, Work work)
            throws Exception {
        CamelContext context = new DefaultCamelContext();
        properties.forEach(context.getPropertiesComponent()::addInitialProperty);
        ConnectorRegistry registry = ConnectorRegistry.of(context);
        declare(registry, declaration);
        start(context, new RouteBuilder() {
            @Override
            @SuppressWarnings("unchecked")
            public void configure() {
                from(uri).process(exchange -> work.change(exchange.getMessage().getBody(Map.class)));
            }
        });
        return () -> {
            context.stop();
            registry.stop();
        };
    }

    private static void declare(ConnectorRegistry registry, String declaration) throws IOException {
        Path file = Files.createTempFile("serai-bench-", ".yaml");
        Files.writeString(file, "connectors:\n  - { name: broker, health: { enabled: false }, " + declaration + " }\n");
        registry.declareFrom(file.toString());
        Files.delete(file);
    }

    /** Starts a context with one route. */
    static AutoCloseable start(CamelContext context, RouteBuilder route) throws Exception {
        context.addRoutes(route);
        context.start();
        return context::stop;
    }
}
