/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.CommonOperations;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorFactory;
import dev.serai.connector.Names;
import dev.serai.connector.Operation;
import dev.serai.connector.configuration.ConnectorDeclaration;
import dev.serai.connector.configuration.DeclarationLoader;
import dev.serai.connector.configuration.OptionNames;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The schemes {@code serai-sql:}, {@code serai-rest:} … of the connectors' jars. {@code serai-sql:orders-db/query} calls a
 * connector that is declared by name, and only one of that type. {@code serai-sql:adhoc/query?url=…} declares one in the
 * URI; endpoints with the same connection share it, and with it its pool and its limits. Every jar names this class for
 * its own scheme, so that the type is known by the scheme of the URI.
 */
public class TypedConnectorComponent extends DefaultComponent {

    private static final String SCHEME_PREFIX = "serai-";
    private static final String ADHOC = "adhoc";

    private final Map<Map<String, Object>, DeclaredConnector> adhoc = new HashMap<>();
    private ConnectorRegistry registry;

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        // The component of declared connectors owns their registry and its life.
        ServiceHelper.initService(getCamelContext().getComponent("connector", ConnectorComponent.class));
        registry = ConnectorRegistry.of(getCamelContext());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        EndpointText.read(parameters);
        String scheme = uri.substring(0, uri.indexOf(':'));
        EndpointPath path = EndpointPath.parse(uri, scheme, remaining);
        ConnectorFactory<?> factory = factory(scheme);
        DeclaredConnector connector = path.connector().equals(ADHOC)
                ? adhoc(scheme, factory, path.operation(), parameters)
                : declared(scheme, factory, path.connector());
        return path.endpoint(uri, this, connector, parameters);
    }

    private ConnectorFactory<?> factory(String scheme) {
        String type = scheme.substring(SCHEME_PREFIX.length());
        return registry.types().find(type).orElseThrow(() -> ConnectorException.of(
                        ConnectorErrors.CONFIGURATION, "There is no connector of type '" + type + "'.")
                .build());
    }

    private DeclaredConnector declared(String scheme, ConnectorFactory<?> factory, String name) {
        DeclaredConnector connector = registry.get(name);
        if (!connector.metadata().type().equals(factory.metadata().type())) {
            throw ConnectorException.of(
                            ConnectorErrors.CONFIGURATION,
                            "It is of type '" + connector.metadata().type() + "', so it is not reached by '" + scheme
                                    + ":'. Write 'serai-" + connector.metadata().type() + ":' or 'connector:'.")
                    .connector(name)
                    .build();
        }
        return connector;
    }

    /** What is no input of the operation belongs to the connection. */
    private synchronized DeclaredConnector adhoc(
            String scheme, ConnectorFactory<?> factory, String operationName, Map<String, Object> parameters) {
        Operation operation = operation(scheme, factory, operationName);
        OptionNames names = OptionNames.of(factory.configurationType());
        Map<String, Object> connection = new TreeMap<>();
        for (String key : Set.copyOf(parameters.keySet())) {
            if (!EndpointPath.takes(operation, key) && !EndpointPath.isGeneral(key)) {
                requireKnown(names, operation, key);
                connection.put(key, parameters.remove(key));
            }
        }
        return adhoc.computeIfAbsent(connection, options -> {
            String name = ADHOC + "-" + factory.metadata().type() + "-" + (adhoc.size() + 1);
            ConnectorDeclaration<?> declaration = new DeclarationLoader(
                            getCamelContext(), registry.types().factories())
                    .fromOptions(scheme + ":" + ADHOC + "/" + operationName, factory, name, options);
            return registry.declare(declaration, Path.of("").toAbsolutePath());
        });
    }

    private static Operation operation(String scheme, ConnectorFactory<?> factory, String name) {
        return CommonOperations.find(factory.metadata(), name).orElseThrow(() -> ConnectorException.of(
                        ConnectorErrors.UNKNOWN_OPERATION,
                        "'" + scheme + "' has no operation '" + name + "'. "
                                + Names.suggestion(
                                        name,
                                        factory.metadata().operations().stream()
                                                .map(Operation::name)
                                                .toList()))
                .build());
    }

    private static void requireKnown(OptionNames names, Operation operation, String option) {
        if (names.paths(option).isEmpty()) {
            List<String> known = new ArrayList<>(names.known());
            operation.fields().forEach(field -> known.add(field.name()));
            throw ConnectorException.of(
                            ConnectorErrors.UNKNOWN_OPTION,
                            "Neither the operation nor the connection has an option '" + option + "'. "
                                    + Names.suggestion(option, known))
                    .operation(operation.name())
                    .build();
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        adhoc.values().forEach(connector -> registry.remove(connector.name()));
        adhoc.clear();
        super.doShutdown();
    }
}
