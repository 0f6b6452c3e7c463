/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.apache.camel.component.platform.http.main.MainHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.component.vertx.common.VertxHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Lets more event loops take connections. Camel's server has one, which suffices where every route runs on workers; Vert.x
 * shares the connections of a port out among all that listen on it.
 */
final class FurtherListeners extends ServiceSupport {

    private final MainHttpServer main;
    private final VertxPlatformHttpServer server;
    private final int number;
    private String deployment;

    /** @param number how many listen beside Camel's own */
    FurtherListeners(MainHttpServer main, VertxPlatformHttpServer server, int number) {
        this.main = main;
        this.server = server;
        this.number = number;
    }

    @Override
    protected void doStart() throws Exception {
        HttpServerOptions options = new HttpServerOptions();
        VertxPlatformHttpServerConfiguration configuration = main.getConfiguration();
        SSLContextParameters tls = configuration.getSslContextParameters();
        if (tls == null && configuration.isUseGlobalSslContextParameters()) {
            tls = main.getCamelContext().getSSLContextParameters();
        }
        if (tls != null) {
            VertxHelper.setupSSLOptions(main.getCamelContext(), tls, options);
        }
        Vertx vertx = server.getVertx();
        Handler<HttpServerRequest> handler = server.getServer().requestHandler();
        deployment = vertx.deployVerticle(
                        () -> new Listener(handler, options, server.getPort(), configuration.getBindHost()),
                        new DeploymentOptions().setInstances(number))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Override
    protected void doStop() {
        if (deployment != null) {
            server.getVertx()
                    .undeploy(deployment)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            deployment = null;
        }
    }

    /** One event loop that takes connections. */
    private static final class Listener extends AbstractVerticle {

        private final Handler<HttpServerRequest> handler;
        private final HttpServerOptions options;
        private final int port;
        private final String host;

        Listener(Handler<HttpServerRequest> handler, HttpServerOptions options, int port, String host) {
            this.handler = handler;
            this.options = options;
            this.port = port;
            this.host = host;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createHttpServer(options)
                    .requestHandler(handler)
                    .listen(port, host)
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
