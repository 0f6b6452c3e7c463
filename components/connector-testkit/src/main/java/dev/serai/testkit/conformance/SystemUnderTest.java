/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.testkit.conformance;

/**
 * The system behind the connector, as the suite handles it. A method whose behaviour the test class says is lacking is
 * never called, so it need not be implemented. Called from one thread, but for the counts.
 */
public interface SystemUnderTest {

    /** Makes everything as at first: there, free of faults, with the data that the calls and records speak of. */
    default void reset() {}

    /**
     * Goes away: breaks all connections, and cannot be reached until {@link #start}. Data stay. For
     * {@link Behaviour#STOPPING}.
     */
    default void stop() {
        throw missing(Behaviour.STOPPING);
    }

    /** Comes back where it was. For {@link Behaviour#STOPPING}. */
    default void start() {
        throw missing(Behaviour.STOPPING);
    }

    /** Keeps all operations waiting from now on, before they do anything. For {@link Behaviour#HOLDING}. */
    default void hold() {
        throw missing(Behaviour.HOLDING);
    }

    /** Lets what waits go on, and keeps nothing waiting any more. For {@link Behaviour#HOLDING}. */
    default void release() {
        throw missing(Behaviour.HOLDING);
    }

    /** How many calls wait that somebody still waits for. For {@link Behaviour#HOLDING}. */
    default int held() {
        throw missing(Behaviour.HOLDING);
    }

    /** How many operations it was asked for since the reset, health checks left out. For {@link Behaviour#COUNTING_CALLS}. */
    default int calls() {
        throw missing(Behaviour.COUNTING_CALLS);
    }

    /** How many connections are open. For {@link Behaviour#COUNTING_CONNECTIONS}. */
    default int openConnections() {
        throw missing(Behaviour.COUNTING_CONNECTIONS);
    }

    /**
     * How often the change of {@link ConnectorConformance#change} has taken effect since the reset; at most once where
     * repeating it makes no difference.
     */
    int effects();

    /** Repeats what it knows of credentials in its errors from now on, where it can be made to. */
    default void repeatCredentials() {}

    private static UnsupportedOperationException missing(Behaviour behaviour) {
        return new UnsupportedOperationException("The system under test does not implement what " + behaviour
                + " needs. Implement it, or say lacks(Behaviour." + behaviour + ", \"why\").");
    }
}
