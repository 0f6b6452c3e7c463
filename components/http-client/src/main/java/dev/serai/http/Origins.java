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
        others = List.copyOf(others);
    }

    boolean allow(Origin origin) {
        return origin.equals(base) || others.contains(origin);
    }
}
