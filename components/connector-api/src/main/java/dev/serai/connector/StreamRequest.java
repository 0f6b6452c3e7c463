/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Map;
import java.util.Optional;

/**
 * Which records to stream.
 *
 * @param operation the name of the operation that asks: {@link DataOperations#STREAM}, or another one that
 *     {@link DataOperations#reading} describes
 * @param resource the file, table or collection, as the connector names it
 * @param options the stream operation's other inputs by field name
 * @param position the {@link DataRecord#position()} of the last record that was processed; the stream begins after it.
 *     Empty to begin at the beginning
 */
public record StreamRequest(String operation, String resource, Map<String, Object> options, Optional<String> position) {

    public StreamRequest {
        options = Map.copyOf(options);
    }

    /** The records that {@link DataOperations#STREAM} gives. */
    public StreamRequest(String resource, Map<String, Object> options, Optional<String> position) {
        this(DataOperations.STREAM, resource, options, position);
    }

    /** All records of a resource. */
    public StreamRequest(String resource, Map<String, Object> options) {
        this(resource, options, Optional.empty());
    }
}
