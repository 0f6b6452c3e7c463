/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.registry.ConnectorRegistry;
import dev.serai.connector.registry.DeclaredConnector;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Calls the operations of connectors that are declared by name. */
@Component("connector")
public class ConnectorComponent extends DefaultComponent {

    @Metadata(
            description = "The file that declares the connectors. Without it, connectors are declared through the"
                    + " Java API alone.")
    private String configuration;

    private ConnectorRegistry registry;

    public String getConfiguration() {
        return configuration;
    }

    public void setConfiguration(String configuration) {
        this.configuration = configuration;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        registry = ConnectorRegistry.of(getCamelContext());
        if (configuration != null) {
            registry.declareFrom(Path.of(configuration));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        registry.start();
    }

    @Override
    protected void doStop() throws Exception {
        registry.stop();
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        registry.shutdown();
        super.doShutdown();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        int slash = remaining.indexOf('/');
        if (slash <= 0 || slash == remaining.length() - 1) {
            throw ConnectorException.of(
                            ConnectorErrors.CONFIGURATION,
                            "The endpoint '" + uri
                                    + "' must name a connector and an operation: connector:NAME/OPERATION.")
                    .build();
        }
        DeclaredConnector connector = registry.get(remaining.substring(0, slash));
        Operation operation = connector.operation(remaining.substring(slash + 1));
        Map<String, Object> options = new LinkedHashMap<>();
        operation.fields().forEach(field -> parameters.keySet().stream()
                .filter(key -> operation.field(key).map(field::equals).orElse(false))
                .toList()
                .forEach(key -> options.put(key, resolved(parameters.remove(key)))));
        Map<String, Object> unknown = new LinkedHashMap<>(parameters);
        unknown.keySet().removeIf(ConnectorComponent::isGeneral);
        options.putAll(unknown);
        ConnectorEndpoint endpoint = new ConnectorEndpoint(
                uri, this, connector, operation, OperationInput.checkOptions(connector.name(), operation, options));
        endpoint.setName(connector.name());
        endpoint.setOperation(operation.name());
        return endpoint;
    }

    private Object resolved(Object value) {
        return value instanceof String text ? getCamelContext().resolvePropertyPlaceholders(text) : value;
    }

    /** Options that every Camel endpoint has. */
    private static boolean isGeneral(String option) {
        return option.equals("lazyStartProducer")
                || option.equals("bridgeErrorHandler")
                || option.equals("exceptionHandler")
                || option.equals("exchangePattern");
    }
}
