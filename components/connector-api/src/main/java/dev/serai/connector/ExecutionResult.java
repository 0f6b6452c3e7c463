/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Map;

/**
 * What an operation gave back.
 *
 * @param output becomes the message body; may be null
 * @param metadata becomes {@code CamelSerai…} headers: key {@code rowCount} is header {@code CamelSeraiRowCount}
 */
public record ExecutionResult(Object output, Map<String, Object> metadata) {

    public ExecutionResult {
        metadata = Map.copyOf(metadata);
    }

    public static ExecutionResult of(Object output) {
        return new ExecutionResult(output, Map.of());
    }
}
