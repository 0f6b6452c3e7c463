/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

import java.util.EnumSet;
import java.util.Set;

/**
 * What a connector instance can do, as it is configured. Immutable.
 *
 * @param supported everything it can do
 * @param maxPageSize the most records that one fetch gives, or 0 when there is no bound
 */
public record Capabilities(Set<Capability> supported, int maxPageSize) {

    public static final Capabilities NONE = new Capabilities(Set.of(), 0);

    public Capabilities {
        supported = Set.copyOf(supported);
    }

    public static Capabilities of(Capability... capabilities) {
        return new Capabilities(Set.of(capabilities), 0);
    }

    public boolean has(Capability capability) {
        return supported.contains(capability);
    }

    /** These capabilities and one more, when a condition holds. */
    public Capabilities withIf(boolean condition, Capability capability) {
        if (!condition) {
            return this;
        }
        Set<Capability> more = EnumSet.of(capability);
        more.addAll(supported);
        return new Capabilities(more, maxPageSize);
    }

    public Capabilities withMaxPageSize(int records) {
        return new Capabilities(supported, records);
    }
}
