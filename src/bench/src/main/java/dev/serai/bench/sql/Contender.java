/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.sql;

/**
 * One way to do the same work.
 *
 * @param name for the table
 * @param work does it once and gives the number of rows that it read or wrote; called by many threads at once
 */
record Contender(String name, Work work) {

    /** The work. */
    @FunctionalInterface
    interface Work {
        int run(int turn) throws Exception;
    }
}
