/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.Names;
import dev.serai.connector.configuration.DeclarationLoader;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.ConnectorTypes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/** Where a Camel context's connectors are declared: in a file or resource, and in properties. */
final class DeclarationSources {

    /** Names the file or resource. */
    private static final String LOCATION_PROPERTY = "serai.connectors";

    /** {@code serai.connector.orders-db.type = sql}, {@code serai.connector.orders-db.connection.url = …}. */
    private static final String PREFIX = "serai.connector.";

    private static final String DEFAULT_RESOURCE = "classpath:connectors.yaml";

    private final CamelContext camelContext;
    private final ConnectorRegistry registry;
    private final ConnectorTypes types;
    private final DeclarationLoader loader;

    DeclarationSources(CamelContext camelContext, ConnectorRegistry registry) {
        this.camelContext = camelContext;
        this.registry = registry;
        this.types = registry.types();
        this.loader = new DeclarationLoader(camelContext, types.factories());
    }

    /** @param configured the component's own option, or null */
    void declareAll(String configured) {
        String location = configured != null ? configured : location();
        if (location != null) {
            registry.declareFrom(location);
        }
        inProperties().forEach(this::declare);
    }

    private String location() {
        return camelContext
                .getPropertiesComponent()
                .resolveProperty(LOCATION_PROPERTY)
                .orElseGet(() -> camelContext.getClassResolver().loadResourceAsURL("connectors.yaml") == null
                        ? null
                        : DEFAULT_RESOURCE);
    }

    private Map<String, Map<String, Object>> inProperties() {
        Properties properties = camelContext.getPropertiesComponent().loadProperties(name -> name.startsWith(PREFIX));
        Map<String, Map<String, Object>> connectors = new TreeMap<>();
        properties.stringPropertyNames().forEach(property -> {
            String rest = property.substring(PREFIX.length());
            int dot = rest.indexOf('.');
            if (dot > 0) {
                connectors
                        .computeIfAbsent(rest.substring(0, dot), name -> new LinkedHashMap<>())
                        .put(rest.substring(dot + 1), properties.getProperty(property));
            }
        });
        return connectors;
    }

    private void declare(String name, Map<String, Object> options) {
        String origin = "properties " + PREFIX + name;
        Object type = options.remove("type");
        ConnectorFactory<?> factory = types.find(String.valueOf(type)).orElseThrow(() -> unknownType(name, type));
        registry.declare(
                loader.fromOptions(origin, factory, name, options), Path.of("").toAbsolutePath());
    }

    private ConnectorException unknownType(String name, Object type) {
        String property = "The property " + PREFIX + name + ".type is ";
        return ConnectorException.of(
                        ConnectorErrors.CONFIGURATION,
                        type == null
                                ? property + "missing. "
                                        + Names.suggestion("", types.factories().keySet())
                                : property + "'" + type + "'. "
                                        + Names.suggestion(
                                                type.toString(),
                                                types.factories().keySet()))
                .connector(name)
                .build();
    }
}
