/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import dev.serai.connector.ConnectorException;
import dev.serai.connector.camel.ConnectorComponent;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import dev.serai.store.SqliteSettings;
import dev.serai.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.Assertions;

/** A Camel context with a bus of events named "bus", with a store or without. */
final class EventRoutes implements AutoCloseable {

    private final CamelContext context = new DefaultCamelContext();
    private final ExecutorService callbacks = Executors.newCachedThreadPool();
    private Store store;

    EventRoutes(Path folder, String declaration, Map<String, String> properties) throws IOException {
        this(folder, declaration, properties, "");
    }

    /**
     * @param folder for connectors.yaml, and for the store
     * @param declaration of the bus, without name and type
     * @param others declarations of other connectors
     */
    EventRoutes(Path folder, String declaration, Map<String, String> properties, String others) throws IOException {
        Path file = folder.resolve("connectors.yaml");
        Files.writeString(file, """
                connectors:
                  - name: bus
                    type: event
                    health: { enabled: false }
                    retry: { maxRetries: 0, delay: 20ms, maxDelay: 100ms }
                """ + declaration.indent(4) + others.indent(2));
        properties.forEach((name, value) -> context.getPropertiesComponent().addInitialProperty(name, value));
        context.getComponent("connector", ConnectorComponent.class).setConfiguration(file.toString());
    }

    static EventRoutes inMemory(Path folder) throws IOException {
        return new EventRoutes(folder, "", Map.of()).start();
    }

    static EventRoutes durable(Path folder) throws IOException {
        return new EventRoutes(folder, "durable: true", Map.of())
                .withStore(folder)
                .start();
    }

    EventRoutes withStore(Path folder) {
        store = new SqliteSettings(folder.resolve(".serai")).open(callbacks);
        context.getRegistry().bind("events", store.events());
        context.getRegistry().bind("checkpoints", store.checkpoints());
        return this;
    }

    EventRoutes start() {
        context.start();
        return this;
    }

    CamelContext context() {
        return context;
    }

    Store store() {
        return store;
    }

    DeclaredConnector bus() {
        return ConnectorRegistry.of(context).get("bus");
    }

    /** Makes a route that subscribes; its id is the subscriber's name. */
    void subscribe(String subscriber, Map<String, Object> options, Processor handler) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(subscriber, options)).routeId(subscriber).process(handler);
            }
        });
    }

    static String uri(String subscriber, Map<String, Object> options) {
        StringBuilder uri = new StringBuilder("connector:bus/subscribe?subscriber=" + subscriber);
        options.forEach((name, value) ->
                uri.append('&').append(name).append("=RAW(").append(value).append(')'));
        return uri.toString();
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> call(String operation, Map<String, Object> input) {
        return (Map<String, Object>) bus().execute(operation, input).output();
    }

    int replay(String subscriber) {
        return (Integer)
                bus().execute("replay", Map.of("subscriber", subscriber)).output();
    }

    Map<String, Object> publish(String type, Object data) {
        return publish(type, data, Map.of());
    }

    Map<String, Object> publish(String type, Object data, Map<String, Object> more) {
        Map<String, Object> input = new HashMap<>(more);
        input.put("type", type);
        input.put("data", data);
        return call("publish", input);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> deadLetters(String subscriber) {
        return (List<Map<String, Object>>)
                bus().execute("deadLetters", Map.of("subscriber", subscriber)).output();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> event(Map<String, Object> letter) {
        return (Map<String, Object>) letter.get("event");
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> counts(String subscriber) {
        Map<String, Object> found = call("inspect", Map.of("subscriber", subscriber));
        return ((List<Map<String, Object>>) found.get("subscribers")).get(0);
    }

    ConnectorException failure(String operation, Map<String, Object> input) {
        return Assertions.catchThrowableOfType(ConnectorException.class, () -> bus().execute(operation, input));
    }

    @Override
    public void close() {
        context.stop();
        if (store != null) {
            store.close();
        }
        callbacks.shutdownNow();
    }
}
