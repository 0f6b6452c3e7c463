/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.mistake;

/**
 * Mistakes that the engine can be told to make, each in one place, so that tests show that they would be found. Nothing
 * but a test can ask for one, and where none is asked for, each costs the reading of one field.
 */
public enum Mistake {
    /** A step that may change the world starts before what was recorded is durable. */
    DOES_NOT_FLUSH,
    /** A redelivery is taken for the visit that it repeats. */
    COUNTS_NO_REDELIVERY,
    /** The branches of a split or multicast tell the outside the same idempotency key. */
    BRANCHES_SHARE_A_KEY,
    /** A new attempt is given the failure that ended the last one. */
    REPLAYS_WHAT_WAS_DISCARDED,
    /** A value that a step changed in place counts as unchanged. */
    COMPARES_BY_IDENTITY,
    /** What was recorded before a wait is not written with it. */
    FORGETS_AT_A_WAIT,
    /** A line that waits goes on as if it had ended. */
    GOES_ON_AT_A_WAIT;

    private static volatile Mistake made;

    /** Whether the engine makes this mistake now. */
    public boolean isMade() {
        return made == this;
    }

    /** Makes one mistake from now on, in this whole process; none when it is null. */
    static void make(Mistake mistake) {
        made = mistake;
    }
}
