/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.List;

/**
 * Something that a system holds: a type, a table, a service.
 *
 * @param kind what it is, in the system's own word
 * @param name as calls name it
 * @param description what the system says of it; empty when it says nothing
 * @param fields its parts: fields, columns, methods
 */
public record DiscoveredResource(String kind, String name, String description, List<Part> fields) {

    public DiscoveredResource {
        fields = List.copyOf(fields);
    }

    /**
     * A part of it.
     *
     * @param name as calls name it, with what it takes: {@code order(id: ID!)}
     * @param type in the system's own words; empty when it has none
     * @param description what the system says of it; empty when it says nothing
     */
    public record Part(String name, String type, String description) {}
}
