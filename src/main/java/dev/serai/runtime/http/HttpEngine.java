/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.http.SharedVertx;
import dev.serai.runtime.http.decision.ThreadDecision;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;

/**
 * Camel's HTTP engine on Vert.x, with consumers that know whether their route may run on the event loop. Serves the
 * context that it is {@linkplain #serve bound} in.
 */
public final class HttpEngine extends VertxPlatformHttpEngine {

    private RouteThreads threads;

    /** Makes a context serve its HTTP routes with an engine of this kind. Called before its HTTP server is made. */
    public static void serve(CamelContext camelContext) {
        camelContext
                .getRegistry()
                .bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class, new HttpEngine());
    }

    /** Lets the connectors of a context use the event loops of its HTTP server. Does nothing where there is no server. */
    public static void shareEventLoops(CamelContext camelContext) throws Exception {
        VertxPlatformHttpServer server = camelContext.hasService(VertxPlatformHttpServer.class);
        if (server != null && server.getVertx() != null) {
            SharedVertx.lend(camelContext, server.getVertx());
        }
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        threads = new RouteThreads(new ThreadDecision(getCamelContext(), this::metadata));
        getCamelContext().getManagementStrategy().addEventNotifier(threads);
    }

    private Optional<ConnectorMetadata> metadata(String connector) {
        return ConnectorRegistry.of(getCamelContext()).list().stream()
                .filter(declared -> declared.name().equals(connector))
                .map(DeclaredConnector::metadata)
                .findFirst();
    }

    @Override
    protected void doShutdown() throws Exception {
        getCamelContext().getManagementStrategy().removeEventNotifier(threads);
        super.doShutdown();
    }

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        return new HttpConsumer(
                endpoint,
                processor,
                getHandlers(),
                VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort()),
                threads);
    }
}
