/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.camel;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataConnector;
import dev.serai.connector.Operation;
import dev.serai.connector.OperationInput;
import dev.serai.connector.SubscribingConnector;
import dev.serai.connector.registry.DeclaredConnector;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Calls an operation of a connector that is declared by name. Other options are the inputs of the operation. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "connector",
        title = "Connector",
        syntax = "connector:name/operation",
        lenientProperties = true,
        category = {Category.CORE})
public class ConnectorEndpoint extends DefaultEndpoint {

    @UriPath(description = "The connector's name in connectors.yaml.")
    @Metadata(required = true)
    private String name;

    @UriPath(description = "One of the operations of the connector's type.")
    @Metadata(required = true)
    private String operation;

    private final DeclaredConnector connector;
    private final Operation specification;
    private final Map<String, Object> options;

    ConnectorEndpoint(
            String uri,
            Component component,
            DeclaredConnector connector,
            Operation specification,
            Map<String, Object> options) {
        super(uri, component);
        this.connector = connector;
        this.specification = specification;
        this.options = Map.copyOf(options);
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getOperation() {
        return operation;
    }

    public void setOperation(String operation) {
        this.operation = operation;
    }

    public DeclaredConnector connector() {
        return connector;
    }

    /** What the operation takes and gives, and whether it changes anything. */
    public Operation specification() {
        return specification;
    }

    /** The inputs that are declared in the route, by field name. */
    public Map<String, Object> options() {
        return options;
    }

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public Producer createProducer() {
        if (specification.kind() != Operation.Kind.CALL) {
            throw wrongSide("reads a stream, so it stands in 'from:', not in 'to:'.");
        }
        return new ConnectorProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (specification.kind() != Operation.Kind.STREAM) {
            throw wrongSide("makes a call, so it stands in 'to:', not in 'from:'.");
        }
        Map<String, Object> input = OperationInput.complete(connector.name(), specification, options);
        if (connector.connector() instanceof DataConnector && RecordReading.isDescribedBy(specification)) {
            return new RecordConsumer(this, processor, RecordReading.of(connector.name(), specification, input));
        }
        if (connector.connector() instanceof ConsumingConnector consuming) {
            return consuming.createConsumer(this, processor, specification, input);
        }
        if (connector.connector() instanceof SubscribingConnector && Reception.isDescribedBy(specification)) {
            return new SubscriptionConsumer(this, processor, Reception.of(connector.name(), specification, input));
        }
        throw wrongSide("has nothing to read.");
    }

    private ConnectorException wrongSide(String sentence) {
        return ConnectorException.of(ConnectorErrors.CONFIGURATION, "The operation " + sentence)
                .connector(connector.name())
                .operation(specification.name())
                .build();
    }
}
