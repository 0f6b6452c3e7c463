/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import dev.serai.http.EventLoopCallers;
import dev.serai.runtime.http.decision.RouteThread;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives for one route, on the event loop or a worker. Forms, uploads, proxies, and requests that are read as they come
 * are left to Camel's consumer whole.
 */
final class HttpConsumer extends VertxPlatformHttpConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(HttpConsumer.class);

    /** To go through a larger body takes an event loop too long. */
    private static final int LARGE_BODY = 64 * 1024;

    private static final Decided NOT_YET = new Decided(-1, false);

    private final RouteThreads threads;
    private final boolean plain;
    private final ReplyWriter replies;
    private volatile Decided decided = NOT_YET;

    HttpConsumer(
            PlatformHttpEndpoint endpoint,
            Processor processor,
            List<Handler<RoutingContext>> handlers,
            String routerName,
            RouteThreads threads) {
        super(endpoint, processor, handlers, routerName);
        this.threads = threads;
        this.plain = !endpoint.isHttpProxy() && !endpoint.isUseStreaming() && endpoint.isUseBodyHandler();
        this.replies = new ReplyWriter(endpoint);
    }

    /** Decides before the first request, so that a wrong setting is found at the start. */
    @Override
    protected void doStart() throws Exception {
        decide();
        threads.started(this);
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        threads.stopped(this);
        super.doStop();
    }

    void decide() {
        long changes = threads.changes();
        Optional<RouteThread> thread = threads.decide(getEndpoint().getCamelContext(), this);
        LOG.debug("{}: {}", getEndpoint(), thread);
        decided = new Decided(
                changes, plain && thread.map(RouteThread::onEventLoop).orElse(false));
    }

    @Override
    protected void handleRequest(RoutingContext request) {
        if (isSuspended() || !plain || isForm(request)) {
            super.handleRequest(request);
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        processHttpRequest(exchange, request).onComplete(read -> {
            if (read.failed()) {
                failed(exchange, request, read.cause());
            } else if (onEventLoop(request)) {
                runHere(exchange, request);
            } else {
                runOnWorker(exchange, request);
            }
        });
    }

    private boolean onEventLoop(RoutingContext request) {
        Decided now = decided;
        Buffer body = request.body().buffer();
        return now.onEventLoop && now.changes == threads.changes() && (body == null || body.length() <= LARGE_BODY);
    }

    private static boolean isForm(RoutingContext request) {
        String type = request.parsedHeaders().contentType().value();
        if (type == null) {
            return false;
        }
        String lowerCase = type.toLowerCase(Locale.ROOT);
        return lowerCase.startsWith("multipart/form-data") || lowerCase.startsWith("application/x-www-form-urlencoded");
    }

    private void runHere(Exchange exchange, RoutingContext request) {
        Thread loop = Thread.currentThread();
        Context context = request.vertx().getOrCreateContext();
        try {
            createUoW(exchange);
        } catch (Exception e) {
            failed(exchange, request, e);
            return;
        }
        EventLoopCallers.run(() -> getAsyncProcessor().process(exchange, doneSync -> {
            if (Thread.currentThread().equals(loop)) {
                reply(exchange, request);
            } else {
                context.runOnContext(now -> reply(exchange, request));
            }
        }));
    }

    private void runOnWorker(Exchange exchange, RoutingContext request) {
        request.vertx()
                .executeBlocking(() -> process(exchange), false)
                .onSuccess(done -> reply(exchange, request))
                .onFailure(failure -> failed(exchange, request, failure));
    }

    private Object process(Exchange exchange) throws Exception {
        // Reading the model, and a vault that a placeholder names, may take a while, so it is done here.
        if (decided.changes != threads.changes()) {
            decide();
        }
        createUoW(exchange);
        getProcessor().process(exchange);
        return null;
    }

    private void reply(Exchange exchange, RoutingContext request) {
        Future<Void> written = replies.write(request, exchange);
        if (written.succeeded()) {
            complete(exchange);
        } else {
            written.onSuccess(done -> complete(exchange)).onFailure(failure -> failed(exchange, request, failure));
        }
    }

    private void failed(Exchange exchange, RoutingContext request, Throwable failure) {
        getExceptionHandler()
                .handleException(
                        "Failed handling platform-http endpoint "
                                + getEndpoint().getPath(),
                        failure);
        request.fail(failure);
        if (getEndpoint().isHandleWriteResponseError()) {
            Exception existing = exchange.getException();
            if (existing != null) {
                failure.addSuppressed(existing);
            }
            exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
            exchange.setException(failure);
        }
        complete(exchange);
    }

    private void complete(Exchange exchange) {
        doneUoW(exchange);
        releaseExchange(exchange, false);
    }

    /** A decision, and how many changes of the routes it knows of. */
    private record Decided(long changes, boolean onEventLoop) {}
}
