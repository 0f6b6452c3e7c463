/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Map;

/**
 * Which records to stream.
 *
 * @param resource the file, table or collection, as the connector names it
 * @param options the stream operation's other inputs by field name
 */
public record StreamRequest(String resource, Map<String, Object> options) {

    public StreamRequest {
        options = Map.copyOf(options);
    }
}
