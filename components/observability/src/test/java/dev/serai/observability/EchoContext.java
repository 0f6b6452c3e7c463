/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.observability;

import dev.serai.connector.camel.ConnectorComponent;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with an echo that holds a secret. */
final class EchoContext implements AutoCloseable {

    static final String SECRET = "s3cr3t-token";

    final CamelContext camelContext = new DefaultCamelContext();
    private final DeclaredConnector echo;

    EchoContext(Map<String, Object> beans) {
        beans.forEach(camelContext.getRegistry()::bind);
        camelContext.getComponent("connector", ConnectorComponent.class);
        echo = ConnectorRegistry.of(camelContext)
                .declare(
                        "echo",
                        "echo",
                        Map.of(
                                "token", SECRET,
                                "retry.delay", "1ms",
                                "circuitBreaker.enabled", "true",
                                "rateLimit.requests", "100",
                                "rateLimit.window", "1h"));
    }

    EchoContext started() {
        camelContext.start();
        return this;
    }

    void say(String text) {
        boolean unused = echo.attempt("say", Map.of("text", text)).success();
    }

    @Override
    public void close() {
        camelContext.stop();
    }
}
