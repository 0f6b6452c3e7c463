/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

import dev.serai.connector.Capability;

/**
 * What a connector, or the system behind it, can be seen to do. Every connector has all of them until its test class says
 * {@link ConnectorConformance#lacks which it lacks, and why}.
 */
public enum Behaviour {
    /** The type has other names. */
    ALIASES("aliases", null),
    /** Some options must be given. */
    REQUIRED_OPTIONS("required options", null),
    /** Some options are secret. */
    SECRETS("secrets", null),
    /** The system lets in only whom it knows. */
    CREDENTIALS("credentials", null),
    /** Connecting asks something of the system, so that it fails while the system is away. */
    CONNECTING_REACHES_THE_SYSTEM("connecting reaches the system", null),
    /** The system can be away. */
    STOPPING("the system can be away", null),
    /** The system can keep a call waiting. */
    HOLDING("a call can be kept waiting", null),
    /** The system tells how many calls it has seen. */
    COUNTING_CALLS("calls can be counted", null),
    /** The system tells how many connections are open. */
    COUNTING_CONNECTIONS("connections can be counted", null),
    /** The connector itself stops waiting for an answer after a time. */
    OWN_TIMEOUT("a time-out of its own", null),
    /** An operation is neither read-only nor idempotent. */
    UNSAFE_CHANGES("unsafe changes", null),
    /** Some request for records is one that the connector cannot fulfil. */
    UNSUPPORTED_REQUESTS("unsupported requests", null),
    /** {@link Capability#STREAMING}. */
    STREAMING("streaming", Capability.STREAMING),
    /** A stream goes on after the position of a record. */
    RESUMABLE_STREAMS("resumable streams", null),
    /** {@link Capability#PAGINATION}. */
    PAGINATION("pagination", Capability.PAGINATION),
    /** A page says how many records there are in all. */
    TOTALS("totals", null),
    /** A page leaves out as many records as it is told. */
    OFFSETS("offsets", null),
    /** {@link Capability#FILTERING}. */
    FILTERING("filtering", Capability.FILTERING),
    /** {@link Capability#SORTING}. */
    SORTING("sorting", Capability.SORTING),
    /** {@link Capability#AGGREGATION}. */
    AGGREGATION("aggregation", Capability.AGGREGATION),
    /** {@link Capability#TRANSACTIONS}. */
    TRANSACTIONS("transactions", Capability.TRANSACTIONS),
    /** {@link Capability#IDEMPOTENCY_KEYS}. */
    IDEMPOTENCY_KEYS("idempotency keys", Capability.IDEMPOTENCY_KEYS),
    /** {@link Capability#CANCELLATION}. */
    CANCELLATION("cancellation", Capability.CANCELLATION),
    /** {@link Capability#HEALTH_CHECK}. */
    HEALTH_CHECK("health check", Capability.HEALTH_CHECK);

    private final String label;
    private final Capability capability;

    Behaviour(String label, Capability capability) {
        this.label = label;
        this.capability = capability;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** The capability that a connector with this behaviour declares, or null. */
    Capability capability() {
        return capability;
    }
}
