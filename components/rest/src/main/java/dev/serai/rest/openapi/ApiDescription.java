/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.rest.openapi;

import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.ConnectorMetadata;
import dev.serai.connector.Names;
import dev.serai.connector.Operation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The operations that an OpenAPI document describes. Immutable, but for the schemas, which are thread-safe. */
public final class ApiDescription {

    /** Of a connector without a document. */
    public static final ApiDescription NONE = new ApiDescription(Map.of());

    private final Map<String, DescribedOperation> operations;

    private ApiDescription(Map<String, DescribedOperation> operations) {
        this.operations = operations;
    }

    /**
     * Reads a document of OpenAPI 3.0 or 3.1, in JSON or YAML.
     *
     * @param origin what it is called in messages: its file or URL
     * @param text the document
     * @param type the connector's type, whose own operations keep their names
     * @param common adds the inputs and results that every operation has
     * @throws ConnectorException when it is none, refers to other documents, or has operations that cannot be told apart
     */
    public static ApiDescription read(
            String origin, String text, ConnectorMetadata type, Consumer<Operation.Builder> common) {
        Document document = Document.parse(origin, text);
        Map<String, DescribedOperation> operations = new LinkedHashMap<>();
        for (DescribedOperation described : new OperationReading(document, common).all()) {
            String name = described.operation().name();
            if (type.operation(name).isPresent()) {
                throw document.refused("its operationId '" + name + "' is an operation that every connector of type '"
                        + type.type() + "' has. Give it another operationId in a copy of the document");
            }
            for (String other : operations.keySet()) {
                if (Names.same(other, name)) {
                    throw document.refused("it has the operationIds '" + other + "' and '" + name
                            + "', which are one name here. Change one of them in a copy of the document");
                }
            }
            operations.put(name, described);
        }
        if (operations.isEmpty()) {
            throw document.refused("none of its operations has an operationId, by which routes would call it");
        }
        return new ApiDescription(operations);
    }

    /** A type's metadata with these operations after its own. */
    public ConnectorMetadata addTo(ConnectorMetadata type) {
        if (operations.isEmpty()) {
            return type;
        }
        List<Operation> all = new ArrayList<>(type.operations());
        operations.values().forEach(described -> all.add(described.operation()));
        return type.withOperations(all);
    }

    /** The described operation of a name, as {@link Operation#name()} has it; empty for one of the type's own. */
    public Optional<DescribedOperation> find(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    /** All of them, in the order of the document. */
    public Collection<DescribedOperation> operations() {
        return operations.values();
    }

    static ConnectorException refused(String origin, String why) {
        return ConnectorException.of(
                        ConnectorErrors.CONFIGURATION,
                        "The OpenAPI document '" + origin + "' cannot be used: " + why + ".")
                .neverSent()
                .build();
    }
}
