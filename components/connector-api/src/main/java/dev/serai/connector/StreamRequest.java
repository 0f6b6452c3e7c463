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
 * @param resource the file, table or collection, as the connector names it
 * @param options the stream operation's other inputs by field name
 * @param position the {@link DataRecord#position()} of the last record that was processed; the stream begins after it.
 *     Empty to begin at the beginning
 */
public record StreamRequest(String resource, Map<String, Object> options, Optional<String> position) {

    public StreamRequest {
        options = Map.copyOf(options);
    }

    /** All records of a resource. */
    public StreamRequest(String resource, Map<String, Object> options) {
        this(resource, options, Optional.empty());
    }
}
