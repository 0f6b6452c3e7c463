/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of records.
 *
 * @param records in the order that was asked for
 * @param total the number of all records that fulfil the filters, when it was asked for and the system says it
 * @param nextCursor gives the next page; empty when this is the last
 * @param metadata what else the system says about the page
 */
public record FetchResponse(
        List<DataRecord> records, OptionalLong total, Optional<String> nextCursor, Map<String, Object> metadata) {

    public FetchResponse {
        records = List.copyOf(records);
        metadata = Map.copyOf(metadata);
    }
}
