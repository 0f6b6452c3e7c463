/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/** Something that a connector can do beyond running its operations. The conformance suite tries out each that is declared. */
public enum Capability {
    /** It reads records one after another, in memory that does not grow with their number. */
    STREAMING,
    /** A fetch gives a page and the cursor of the next one. */
    PAGINATION,
    /** A fetch takes filters. */
    FILTERING,
    /** A fetch takes an order. */
    SORTING,
    /** It computes sums, counts and the like on the other side. */
    AGGREGATION,
    /** It runs several changes as one: all of them or none. */
    TRANSACTIONS,
    /**
     * The system on the other side runs a repeated call with the same key only once, so that any call which carries a key
     * may be repeated.
     */
    IDEMPOTENCY_KEYS,
    /** Cancelling the stage of a call ends the call, also on the other side where that is possible. */
    CANCELLATION,
    /** Its health can be found out by a cheap call. */
    HEALTH_CHECK
}
