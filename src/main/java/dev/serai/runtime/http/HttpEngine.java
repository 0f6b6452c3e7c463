/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.runtime.http.decision.ThreadDecision;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.main.MainHttpServer;
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
    public static void serve(CamelContext camelContext) throws Exception {
        camelContext
                .getRegistry()
                .bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class, new HttpEngine());
        // Services end in the reverse order, so the event loops end after everything that runs on them.
        camelContext.addService(new EventLoops(), true, true);
    }

    /**
     * Lets as many event loops take connections as there are processors, and the connectors of a context use the same ones.
     * Called when the settings of the context are read and nothing has started; does nothing where they ask for no HTTP
     * server.
     */
    public static void useEventLoops(CamelContext camelContext) throws Exception {
        MainHttpServer main = camelContext.hasService(MainHttpServer.class);
        VertxPlatformHttpServer server = camelContext.hasService(VertxPlatformHttpServer.class);
        if (main != null && server != null) {
            camelContext.hasService(EventLoops.class).serve(camelContext, main, server);
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
