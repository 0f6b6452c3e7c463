/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record of a data source.
 *
 * @param id names the record within its resource: a row number, a primary key
 * @param data the record's values; a key that the source did not deliver is absent, not null
 * @param metadata where the record lies (line, offset, …)
 */
public record DataRecord(String id, Map<String, Object> data, Map<String, Object> metadata) {

    public DataRecord {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Map.copyOf(metadata);
    }
}
