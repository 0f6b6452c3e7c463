/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One system that can be called, declared once by name. All methods but {@link #connect()} and {@link #disconnect()} are
 * thread-safe.
 */
public interface Connector {

    /** What this type of connector is and which operations it has. The same for every instance of a type. */
    ConnectorMetadata metadata();

    /** What this instance can do, as it is configured. */
    Capabilities capabilities();

    /**
     * Opens what the connector needs (a pool, a client).
     *
     * @throws ConnectorException when the system cannot be reached or refuses the credentials; one that is
     *     {@linkplain ConnectorException#recoverable() recoverable} is tried again
     */
    void connect();

    /** Releases everything. Calling it again does nothing; afterwards the connector can be connected again. */
    void disconnect();

    /** Makes a real, cheap call to the system. Never throws: a failure is a result that says why. */
    HealthCheckResult healthCheck();

    /**
     * Runs one operation. Cancelling the stage's future ends the call where the connector declares
     * {@link Capability#CANCELLATION}.
     *
     * @param operation one of {@link #metadata()}'s operations
     * @param input values by the operation's field names; already checked against the operation's fields
     * @param context what travels with the call
     * @return completes with the result, or exceptionally with a {@link ConnectorException}; a call that cannot even
     *     be attempted may throw it directly
     */
    CompletionStage<ExecutionResult> execute(Operation operation, Map<String, Object> input, ExecutionContext context);

    /**
     * Names what a call reads or changes, so that a change removes from the cache what was read before it. By default the
     * value of the operation's {@linkplain Operation#resource() resource field}.
     *
     * @return empty when it cannot be told; such a change removes everything
     */
    default Optional<String> resource(Operation operation, Map<String, Object> input) {
        return operation.resource() == null
                ? Optional.empty()
                : Optional.ofNullable(input.get(operation.resource())).map(String::valueOf);
    }
}
