/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.http.decision;

import dev.serai.connector.ConnectorMetadata;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.RouteDefinition;

/** Judges endpoints that a route sends to. Routes behind {@code direct:} are judged like the steps that they stand for. */
final class EndpointRules {

    private final CamelContext camelContext;
    private final List<RouteDefinition> routes;
    private final Function<String, Optional<ConnectorMetadata>> connectors;
    private final Consumer<RouteDefinition> follow;

    /** @param follow judges a route that is called */
    EndpointRules(
            CamelContext camelContext,
            List<RouteDefinition> routes,
            Function<String, Optional<ConnectorMetadata>> connectors,
            Consumer<RouteDefinition> follow) {
        this.camelContext = camelContext;
        this.routes = routes;
        this.connectors = connectors;
        this.follow = follow;
    }

    /** Why sending to it may block; empty when that is known not to. */
    Optional<String> mayBlock(String uri) {
        if (uri == null) {
            return Optional.of("where it sends to is not written in the route");
        }
        String resolved;
        try {
            resolved = camelContext.resolvePropertyPlaceholders(uri);
        } catch (RuntimeException e) {
            return Optional.of("the placeholder in '" + uri + "' has no value");
        }
        EndpointText endpoint = EndpointText.of(resolved);
        if (endpoint.namesABean()) {
            return Optional.of("an option of '" + endpoint.scheme() + ":" + endpoint.path() + "' names a bean");
        }
        if (endpoint.scheme().equals("log")) {
            return Optional.empty();
        }
        if (endpoint.scheme().equals("direct")) {
            return called(endpoint);
        }
        if (endpoint.scheme().equals("connector") || endpoint.scheme().startsWith("serai-")) {
            return connector(endpoint);
        }
        return Optional.of("'" + endpoint.scheme() + ":' is not known to leave its thread free while it waits");
    }

    private Optional<String> called(EndpointText endpoint) {
        String name = "direct:" + endpoint.path();
        if (!endpoint.options().isEmpty()) {
            return Optional.of("'" + name + "' is called with options");
        }
        List<RouteDefinition> receivers = routes.stream()
                .filter(route -> {
                    EndpointText from = EndpointText.of(resolved(ModelText.from(route)));
                    return from.scheme().equals("direct") && from.path().equals(endpoint.path());
                })
                .toList();
        if (receivers.isEmpty()) {
            return Optional.of("no route that is known here receives from '" + name + "'");
        }
        for (RouteDefinition receiver : receivers) {
            if (!receives(receiver)) {
                return Optional.of("whoever calls '" + name + "' waits until its route is started");
            }
            follow.accept(receiver);
        }
        return Optional.empty();
    }

    private String resolved(String uri) {
        try {
            return camelContext.resolvePropertyPlaceholders(uri);
        } catch (RuntimeException e) {
            return uri;
        }
    }

    /** The direct component holds its caller while nobody receives. */
    private boolean receives(RouteDefinition receiver) {
        if (camelContext.isStarted()) {
            return camelContext.getRouteController().getRouteStatus(receiver.getRouteId()) == ServiceStatus.Started;
        }
        return receiver.getAutoStartup() == null || ModelText.isTrue(receiver.getAutoStartup());
    }

    private Optional<String> connector(EndpointText endpoint) {
        int slash = endpoint.path().indexOf('/');
        String name = slash < 0 ? endpoint.path() : endpoint.path().substring(0, slash);
        Optional<ConnectorMetadata> metadata = connectors.apply(name);
        if (metadata.isEmpty()) {
            return Optional.of("the connector '" + name + "' is not declared");
        }
        if (!metadata.get().asynchronous()) {
            return Optional.of("the connector '" + name + "' is of type '"
                    + metadata.get().type() + "', whose calls may hold the thread of their caller");
        }
        return endpoint.has("responseType", "stream")
                ? Optional.of("a stream is read as it comes, and its reader waits for each piece")
                : Optional.empty();
    }
}
