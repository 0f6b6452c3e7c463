/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.mistake;

/** Opens to other tests what only this package may ask for. */
public final class SeededMistake {

    private SeededMistake() {}

    /** Lets the engine make one mistake from now on; none when it is null. */
    public static void make(Mistake mistake) {
        Mistake.make(mistake);
    }
}
