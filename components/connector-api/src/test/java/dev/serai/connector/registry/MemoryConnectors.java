/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.memory.MemoryConnector;
import dev.serai.connector.memory.MemoryConnectorFactory;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with connectors of type memory, as tests of the registry need them. */
final class MemoryConnectors implements AutoCloseable {

    final CamelContext camelContext = new DefaultCamelContext();
    final ConnectorRegistry registry = ConnectorRegistry.of(camelContext);

    void start() {
        camelContext.start();
        registry.start();
    }

    /** Declares a connector with short waits and no checks in the background, unless the options say otherwise. */
    DeclaredConnector declare(String name, Map<String, Object> options) {
        Map<String, Object> all = new HashMap<>(
                Map.of("host", "h", "retry.delay", "1ms", "health.enabled", "false", "connect.delay", "5ms"));
        all.putAll(options);
        return registry.declare(name, new MemoryConnectorFactory().metadata().type(), all);
    }

    static MemoryConnector memory(DeclaredConnector connector) {
        return (MemoryConnector) connector.connector();
    }

    @Override
    public void close() {
        registry.stop();
        registry.shutdown();
        camelContext.stop();
    }
}
