/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import java.util.List;
import java.util.Map;

/**
 * Records that the system holds, for checks of fetching and streaming.
 *
 * @param resource what holds them: a table, a file
 * @param options the other inputs that reading them needs, by name
 * @param rows what they hold, in the order in which they come by themselves; five at least, no two alike
 * @param sortField a field whose values are comparable and all different
 */
public record Records(String resource, Map<String, Object> options, List<Map<String, Object>> rows, String sortField) {

    public Records {
        if (rows.size() < 5) {
            throw new IllegalArgumentException("The checks of pages and positions need five records at least.");
        }
        options = Map.copyOf(options);
        rows = List.copyOf(rows);
    }
}
