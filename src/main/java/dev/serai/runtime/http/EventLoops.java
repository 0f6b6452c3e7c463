/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import dev.serai.http.SharedVertx;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The event loops on which a context's HTTP server and its connectors run together. They are made before either starts,
 * because Camel starts components, and so connectors, before its HTTP server, whose own event loops would come too late
 * for them. A Vert.x in the context's registry is used instead, and is not closed.
 */
final class EventLoops extends ServiceSupport {

    private Vertx own;

    /** Makes them serve. To be called before the context starts. */
    void serve(CamelContext camelContext, MainHttpServer main, VertxPlatformHttpServer server) throws Exception {
        Vertx vertx = CamelContextHelper.findSingleByType(camelContext, Vertx.class);
        if (vertx == null) {
            VertxOptions options = CamelContextHelper.findSingleByType(camelContext, VertxOptions.class);
            own = Vertx.vertx(options == null ? new VertxOptions() : options);
            vertx = own;
            server.setVertx(vertx);
        }
        int loops = Runtime.getRuntime().availableProcessors();
        SharedVertx.lend(camelContext, vertx, loops);
        if (loops > 1 && main.getConfiguration().getBindPort() > 0) {
            camelContext.addService(new FurtherListeners(main, server, loops - 1), true, true);
        }
    }

    @Override
    protected void doStop() {
        if (own != null) {
            own.close().toCompletionStage().toCompletableFuture().join();
            own = null;
        }
    }
}
