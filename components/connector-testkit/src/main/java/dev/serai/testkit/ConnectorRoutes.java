/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.camel.ConnectorComponent;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with a connectors.yaml, in which a test sends messages through routes of one step. */
public final class ConnectorRoutes implements AutoCloseable {

    private final CamelContext context;
    private final ProducerTemplate template;

    private ConnectorRoutes(CamelContext declared) {
        context = declared;
        context.start();
        template = context.createProducerTemplate();
    }

    /**
     * Starts a context.
     *
     * @param type the connector's
     * @param declaration of a connector named "api", without name and type, indented by four
     * @param properties for {@code {{…}}} references
     */
    public static ConnectorRoutes start(Path folder, String type, String declaration, Map<String, String> properties)
            throws IOException {
        return new ConnectorRoutes(declare(folder, type, declaration, properties));
    }

    /** A context in which the connector is declared and nothing is started. */
    public static CamelContext declare(Path folder, String type, String declaration, Map<String, String> properties)
            throws IOException {
        Path file = folder.resolve("connectors.yaml");
        // Checks in the background would come among the requests that tests count.
        Files.writeString(
                file,
                "connectors:\n  - name: api\n    type: " + type + "\n    health: { enabled: false }\n" + declaration);
        CamelContext declared = new DefaultCamelContext();
        properties.forEach((name, value) -> declared.getPropertiesComponent().addInitialProperty(name, value));
        declared.getComponent("connector", ConnectorComponent.class).setConfiguration(file.toString());
        return declared;
    }

    public CamelContext context() {
        return context;
    }

    public DeclaredConnector connector() {
        return ConnectorRegistry.of(context).get("api");
    }

    /** Sends a message through a route that calls the endpoint, and gives back what came out. */
    public Exchange send(String endpoint, Object body, Map<String, Object> headers) throws Exception {
        String start = "direct:" + context.getRoutesSize();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(start).to(endpoint);
            }
        });
        return send(start, body, headers, template);
    }

    private static Exchange send(String start, Object body, Map<String, Object> headers, ProducerTemplate template) {
        return template.send(start, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    /** The body that came out of a call that must succeed. */
    public Object answer(String endpoint, Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = send(endpoint, body, headers);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage().getBody();
    }

    /** The failure of a call that must fail. */
    public ConnectorException failure(String endpoint, Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = send(endpoint, body, headers);
        if (exchange.getException() instanceof ConnectorException failure) {
            return failure;
        }
        throw new AssertionError(
                "Expected a ConnectorException, but the body is "
                        + exchange.getMessage().getBody(),
                exchange.getException());
    }

    @Override
    public void close() {
        template.stop();
        context.stop();
    }
}
