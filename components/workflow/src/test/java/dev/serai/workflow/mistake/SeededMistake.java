/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.mistake;

/** Lets the engine make a mistake until it is closed. */
public final class SeededMistake implements AutoCloseable {

    public SeededMistake(Mistake mistake) {
        Mistake.make(mistake);
    }

    @Override
    public void close() {
        Mistake.make(null);
    }
}
