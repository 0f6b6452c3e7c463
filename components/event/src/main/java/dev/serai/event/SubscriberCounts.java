/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What became of a subscriber's events since the process started. Thread-safe. */
final class SubscriberCounts {

    private final AtomicLong processed = new AtomicLong();
    private final AtomicLong filtered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();

    /** The handler was done with one. */
    void processed() {
        processed.incrementAndGet();
    }

    /** The filter did not want one. */
    void filtered() {
        filtered.incrementAndGet();
    }

    /** An attempt failed. */
    void failed() {
        failed.incrementAndGet();
    }

    /** One became a dead letter. */
    void deadLetter() {
        deadLetters.incrementAndGet();
    }

    /** One was dropped; gives how many were. */
    long dropped() {
        return dropped.incrementAndGet();
    }

    /** So many were removed before the subscriber came to them. */
    void missed(long events) {
        missed.addAndGet(events);
    }

    /** What a call for a time gives. */
    Map<String, Object> ofCall() {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("processed", processed.get());
        counts.put("failed", failed.get());
        counts.put("deadLetters", deadLetters.get());
        return counts;
    }

    /** All by name. */
    Map<String, Object> all() {
        Map<String, Object> counts = ofCall();
        counts.put("filtered", filtered.get());
        counts.put("dropped", dropped.get());
        counts.put("missed", missed.get());
        return counts;
    }
}
