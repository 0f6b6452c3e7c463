/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.sql;

/**
 * One way to do the same work.
 *
 * @param name for the table
 * @param before what makes ready for the work each time, and is not measured
 * @param work does it once and gives the number of rows that it read or wrote; called by many threads at once
 */
record Contender(String name, Preparation before, Work work) {

    /** One that needs no preparation. */
    Contender(String name, Work work) {
        this(name, () -> {}, work);
    }

    /** What comes before the work. */
    @FunctionalInterface
    interface Preparation {
        void run() throws Exception;
    }

    /** The work. */
    @FunctionalInterface
    interface Work {
        int run(int turn) throws Exception;
    }
}
