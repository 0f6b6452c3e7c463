/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.bench.messaging;

/**
 * One way from a source to a destination, at least once: a message is done with when its result is confirmed.
 *
 * @param name for the table
 * @param dividedBy by how much it has fewer messages than others, because it would take too long
 * @param start begins to work and gives what ends it, which waits until all that was done is settled
 */
record Way(String name, int dividedBy, Start start) {

    /** One that has all messages. */
    Way(String name, Start start) {
        this(name, 1, start);
    }

    /** Begins to work. */
    @FunctionalInterface
    interface Start {
        AutoCloseable from(String source, String destination) throws Exception;
    }
}
