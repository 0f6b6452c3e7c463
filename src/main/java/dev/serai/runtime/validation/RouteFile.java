/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.validation;

import dev.serai.connector.configuration.ConfigurationNode;
import java.util.List;
import java.util.Set;

/**
 * Route definitions as they stand in a file.
 *
 * @param name relative to the workspace
 * @param items what the file defines: each a mapping with one key, such as {@code route}
 * @param parameters the names that placeholders may use here beside the workspace's properties: those of a kamelet
 */
record RouteFile(String name, List<ConfigurationNode> items, Set<String> parameters) {

    RouteFile {
        items = List.copyOf(items);
        parameters = Set.copyOf(parameters);
    }
}
