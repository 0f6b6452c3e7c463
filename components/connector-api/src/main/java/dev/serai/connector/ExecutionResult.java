/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.time.Duration;
import java.util.Map;

/**
 * What came of a call.
 *
 * @param output becomes the message body; may be null
 * @param metadata becomes {@code CamelSerai…} headers: key {@code rowCount} is header {@code CamelSeraiRowCount}
 * @param usage what the call cost
 * @param duration how long the call took with all its repetitions; zero where nobody measured it, as in a route
 * @param failure why the call failed, or null when it succeeded
 */
public record ExecutionResult(
        Object output,
        Map<String, Object> metadata,
        ResourceUsage usage,
        Duration duration,
        ConnectorException failure) {

    public ExecutionResult {
        metadata = Map.copyOf(metadata);
    }

    /** A success, for connectors to give back. */
    public static ExecutionResult of(Object output) {
        return of(output, Map.of());
    }

    /** A success with metadata, for connectors to give back. */
    public static ExecutionResult of(Object output, Map<String, Object> metadata) {
        return new ExecutionResult(output, metadata, ResourceUsage.ONE_ATTEMPT, Duration.ZERO, null);
    }

    /** A failure as a result. */
    public static ExecutionResult failed(ConnectorException failure, int attempts, Duration duration) {
        return new ExecutionResult(null, Map.of(), new ResourceUsage(0, 0, attempts), duration, failure);
    }

    /** The same result with what it counted. */
    public ExecutionResult withUsage(long rows, long bytes) {
        return new ExecutionResult(
                output, metadata, new ResourceUsage(rows, bytes, usage.attempts()), duration, failure);
    }

    /** The same result with what the pipeline saw. */
    public ExecutionResult measured(int attempts, Duration time) {
        return new ExecutionResult(
                output, metadata, new ResourceUsage(usage.rows(), usage.bytes(), attempts), time, failure);
    }

    public boolean success() {
        return failure == null;
    }

    /** The failure's stable code, or null for a success. */
    public String errorCode() {
        return failure == null ? null : failure.code();
    }

    /** Why the call failed, or null for a success. */
    public String errorMessage() {
        return failure == null ? null : failure.getMessage();
    }
}
