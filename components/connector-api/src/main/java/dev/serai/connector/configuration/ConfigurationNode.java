/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector.configuration;

import java.util.List;
import java.util.Map;

/**
 * A piece of YAML that remembers where it stands. Exactly one of the three values is not null, or none for an empty
 * value.
 *
 * @param location of the piece's first character
 * @param text a scalar as written, references unresolved
 * @param items a list
 * @param entries a mapping, in the order of the file
 * @param keyLocations where each key of the mapping stands
 */
public record ConfigurationNode(
        SourceLocation location,
        String text,
        List<ConfigurationNode> items,
        Map<String, ConfigurationNode> entries,
        Map<String, SourceLocation> keyLocations) {

    static ConfigurationNode scalar(SourceLocation location, String text) {
        return new ConfigurationNode(location, text, null, null, Map.of());
    }

    static ConfigurationNode list(SourceLocation location, List<ConfigurationNode> items) {
        return new ConfigurationNode(location, null, items, null, Map.of());
    }

    static ConfigurationNode mapping(
            SourceLocation location, Map<String, ConfigurationNode> entries, Map<String, SourceLocation> keyLocations) {
        return new ConfigurationNode(location, null, null, entries, keyLocations);
    }

    /** Where a key of this mapping stands. */
    public SourceLocation keyLocation(String key) {
        return keyLocations.getOrDefault(key, location);
    }

    /** What this piece is, for messages. */
    public String kind() {
        return text != null ? "'" + text + "'" : items != null ? "a list" : entries != null ? "a mapping" : "nothing";
    }
}
