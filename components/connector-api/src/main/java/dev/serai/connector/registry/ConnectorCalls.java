/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.registry;

import dev.serai.connector.Connector;
import dev.serai.connector.ConnectorErrors;
import dev.serai.connector.ConnectorException;
import dev.serai.connector.DataConnector;
import dev.serai.connector.DataOperations;
import dev.serai.connector.ExecutionContext;
import dev.serai.connector.ExecutionResult;
import dev.serai.connector.FetchRequest;
import dev.serai.connector.Field;
import dev.serai.connector.Operation;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Makes the calls of a connector, those of {@code fetch} through its own method. */
final class ConnectorCalls {

    /** A fetch from Java, which wants the records whole and not as a route sees them. */
    static final Operation FROM_JAVA = Operation.call(DataOperations.FETCH, "Reads a page of records.")
            .field(Field.required("request", Field.Type.ANY, "The request."))
            .readOnly()
            .build();

    private final Connector connector;
    private final Operation fromRoute;

    ConnectorCalls(Connector connector) {
        this.connector = connector;
        this.fromRoute = connector instanceof DataConnector
                ? connector.metadata().operation(DataOperations.FETCH).orElse(null)
                : null;
    }

    // Operations are compared by identity: their equality looks at every field of theirs.
    @SuppressWarnings("ReferenceEquality")
    CompletionStage<ExecutionResult> execute(Operation operation, Map<String, Object> input, ExecutionContext context) {
        if (operation == FROM_JAVA) {
            return CancellableStages.apply(data().fetch((FetchRequest) input.get("request")), ExecutionResult::of);
        }
        return operation == fromRoute
                ? CancellableStages.apply(data().fetch(request(input), context), DataOperations::result)
                : connector.execute(operation, input, context);
    }

    private static FetchRequest request(Map<String, Object> input) {
        try {
            return DataOperations.request(input);
        } catch (IllegalArgumentException e) {
            throw ConnectorException.of(ConnectorErrors.INPUT_INVALID, e.getMessage())
                    .build();
        }
    }

    private DataConnector data() {
        if (connector instanceof DataConnector data) {
            return data;
        }
        throw ConnectorException.of(
                        ConnectorErrors.UNSUPPORTED,
                        "A connector of type '" + connector.metadata().type() + "' has no records to fetch.")
                .build();
    }
}
