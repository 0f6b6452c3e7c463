/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/** Carries out requests of one kind. */
@FunctionalInterface
interface CommandHandler {

    /** What a request that was carried out is answered with. */
    String DONE = Commands.DONE;

    /**
     * @param argument as the sender wrote it
     * @return {@link #DONE}, or why it could not be done, in a sentence
     * @throws RuntimeException whose message is the answer
     */
    String carryOut(String argument);
}
