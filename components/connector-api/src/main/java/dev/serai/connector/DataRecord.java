/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One record of a data source.
 *
 * @param id names the record within its resource: a row number, a primary key
 * @param data the record's values; a key that the source did not deliver is absent, not null
 * @param metadata where the record lies (line, offset, …)
 * @param timestamp when the record came about, or null when the source does not say
 * @param position where a stream goes on after this record, as {@link StreamRequest#position()} takes it, or null when a
 *     stream of this source cannot go on in the middle
 */
public record DataRecord(
        String id, Map<String, Object> data, Map<String, Object> metadata, Instant timestamp, String position) {

    public DataRecord {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Map.copyOf(metadata);
    }

    /** A record without a time or a position. */
    public DataRecord(String id, Map<String, Object> data, Map<String, Object> metadata) {
        this(id, data, metadata, null, null);
    }
}
