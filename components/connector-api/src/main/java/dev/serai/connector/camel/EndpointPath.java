/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Component;

/**
 * What stands behind the scheme of a connector's endpoint.
 *
 * @param connector the connector's name
 * @param operation the operation, as written
 */
record EndpointPath(String connector, String operation) {

    /** Options that every Camel endpoint has. */
    private static final Set<String> GENERAL =
            Set.of("lazyStartProducer", "bridgeErrorHandler", "exceptionHandler", "exchangePattern");

    static EndpointPath parse(String uri, String scheme, String remaining) {
        int slash = remaining.indexOf('/');
        if (slash <= 0 || slash == remaining.length() - 1) {
            throw ConnectorException.of(
                            ConnectorErrors.CONFIGURATION,
                            "The endpoint '" + uri + "' must name a connector and an operation: " + scheme
                                    + ":NAME/OPERATION.")
                    .build();
        }
        return new EndpointPath(remaining.substring(0, slash), remaining.substring(slash + 1));
    }

    /**
     * Makes the endpoint. Options of the operation are taken out of the parameters; what is left is for Camel.
     *
     * @throws ConnectorException for an unknown operation or option, or a value that does not fit
     */
    ConnectorEndpoint endpoint(
            String uri, Component component, DeclaredConnector declared, Map<String, Object> parameters) {
        Operation found = declared.operation(operation);
        Map<String, Object> options = new LinkedHashMap<>();
        for (String key : Set.copyOf(parameters.keySet())) {
            if (takes(found, key)) {
                options.put(key, resolved(component, parameters.remove(key)));
            } else if (!GENERAL.contains(key)) {
                options.put(key, parameters.get(key));
            }
        }
        ConnectorEndpoint endpoint = new ConnectorEndpoint(
                uri, component, declared, found, OperationInput.checkOptions(declared.name(), found, options));
        endpoint.setName(declared.name());
        endpoint.setOperation(found.name());
        return endpoint;
    }

    static boolean takes(Operation operation, String option) {
        return operation.field(option).isPresent()
                || OperationInput.mapField(operation, option).isPresent();
    }

    static boolean isGeneral(String option) {
        return GENERAL.contains(option);
    }

    private static Object resolved(Component component, Object value) {
        return value instanceof String text ? component.getCamelContext().resolvePropertyPlaceholders(text) : value;
    }
}
