/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.journal;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The machine's clock, except that it never goes back: when somebody sets the machine's clock back, time goes on at its
 * own pace until the machine's has caught up. A timer that has begun would otherwise wait once more. Thread-safe.
 */
public final class EngineClock {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final InstantSource source;

    /** The most that the machine's clock has been ahead of the time that nobody can set. */
    private final AtomicLong ahead = new AtomicLong(Long.MIN_VALUE);

    public EngineClock(InstantSource source) {
        this.source = source;
    }

    /** In milliseconds since 1970. */
    public long now() {
        long steady = System.nanoTime() / NANOS_PER_MILLI;
        long seen = source.millis() - steady;
        long most = ahead.get();
        return steady + (seen > most ? ahead.accumulateAndGet(seen, Math::max) : most);
    }
}
