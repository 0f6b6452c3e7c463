/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.http;

import java.util.List;

/**
 * Where a connector's calls may go.
 *
 * @param base the origin of the base URL, which alone gets the credentials
 * @param others origins that were allowed by name
 */
public record Origins(Origin base, List<Origin> others) {

    public Origins {
        others = others.stream().filter(other -> !other.equals(base)).distinct().toList();
    }

    /** How many there are. */
    int count() {
        return 1 + others.size();
    }

    boolean allow(Origin origin) {
        return origin.equals(base) || others.contains(origin);
    }
}
