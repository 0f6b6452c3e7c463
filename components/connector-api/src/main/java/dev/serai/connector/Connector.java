/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * One named connection to one outside system.
 *
 * <p>A connector is connected once, called from many threads at once, and disconnected once. Implementations are
 * thread-safe between {@link #connect()} and {@link #disconnect()}.
 */
public interface Connector {

    /** What this type of connector is and which operations it has. The same for every instance of a type. */
    ConnectorMetadata metadata();

    /** What this instance can do, as it is configured. */
    Capabilities capabilities();

    /**
     * Opens what the connector needs (a pool, a client).
     *
     * @throws ConnectorException when the system cannot be reached or refuses the credentials
     */
    void connect();

    /** Releases everything. Calling it again does nothing. */
    void disconnect();

    /** Makes a real, cheap call to the system. Never throws: a failure is a result that says why. */
    HealthCheckResult healthCheck();

    /**
     * Runs one operation.
     *
     * @param operation one of {@link #metadata()}'s operations
     * @param input values by the operation's field names; already checked against the operation's fields
     * @param context what travels with the call
     * @return completes with the result, or exceptionally with a {@link ConnectorException}; a call that cannot even
     *     be attempted may throw it directly
     */
    CompletionStage<ExecutionResult> execute(Operation operation, Map<String, Object> input, ExecutionContext context);
}
