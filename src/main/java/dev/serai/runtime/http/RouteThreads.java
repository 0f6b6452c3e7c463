/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http;

import dev.serai.runtime.http.decision.RouteThread;
import dev.serai.runtime.http.decision.ThreadDecision;
import dev.serai.runtime.workspace.WorkspaceException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumerAware;
import org.apache.camel.model.Model;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Decides for the consumers of a context, and knows when a decision is out of date: whatever route comes, goes, starts or
 * stops may be one that others call. Thread-safe.
 */
final class RouteThreads extends EventNotifierSupport {

    private final ThreadDecision decision;
    private final AtomicLong changes = new AtomicLong();
    private final Set<HttpConsumer> consumers = ConcurrentHashMap.newKeySet();

    RouteThreads(ThreadDecision decision) {
        this.decision = decision;
        setIgnoreExchangeEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.RouteEvent) {
            changes.incrementAndGet();
        } else if (event instanceof CamelEvent.CamelContextStartedEvent) {
            changes.incrementAndGet();
            consumers.forEach(HttpConsumer::decide);
        }
    }

    /** Keeps a consumer's decision up to date from the moment when all routes have started. */
    void started(HttpConsumer consumer) {
        consumers.add(consumer);
    }

    void stopped(HttpConsumer consumer) {
        consumers.remove(consumer);
    }

    /** Grows with every change of the routes. */
    long changes() {
        return changes.get();
    }

    /**
     * Decides for the route that a consumer receives for; empty when the consumer stands behind something that is not
     * known, such as an OpenAPI document.
     *
     * @throws WorkspaceException when a setting has a wrong value
     */
    Optional<RouteThread> decide(CamelContext camelContext, PlatformHttpConsumer consumer) {
        try {
            return camelContext.getRoutes().stream()
                    .filter(route -> receivesFor(route, consumer))
                    .map(route -> camelContext
                            .getCamelContextExtension()
                            .getContextPlugin(Model.class)
                            .getRouteDefinition(route.getRouteId()))
                    .findFirst()
                    .map(decision::decide);
        } catch (IllegalArgumentException e) {
            throw new WorkspaceException(e.getMessage(), e);
        }
    }

    private static boolean receivesFor(Route route, PlatformHttpConsumer consumer) {
        return route.getConsumer() instanceof PlatformHttpConsumerAware aware
                && consumer.equals(aware.getPlatformHttpConsumer());
    }
}
