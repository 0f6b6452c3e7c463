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
    public static void serve(CamelContext camelContext) {
        camelContext
                .getRegistry()
                .bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, PlatformHttpEngine.class, new HttpEngine());
    }

    /**
     * Lets as many event loops take connections as there are processors, and the connectors of a context use the same ones.
     * Called when the HTTP server of the context has started; does nothing where there is none.
     */
    public static void useEventLoops(CamelContext camelContext) throws Exception {
        MainHttpServer main = camelContext.hasService(MainHttpServer.class);
        VertxPlatformHttpServer server = camelContext.hasService(VertxPlatformHttpServer.class);
        if (main == null || server == null || server.getServer() == null) {
            return;
        }
        int loops = Runtime.getRuntime().availableProcessors();
        if (loops > 1 && main.getConfiguration().getBindPort() > 0) {
            camelContext.addService(new FurtherListeners(main, server, loops - 1), true, true);
        }
        SharedVertx.lend(camelContext, server.getVertx(), loops);
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
