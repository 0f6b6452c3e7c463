/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.engine;

/** Carries out requests of one kind. */
@FunctionalInterface
interface CommandHandler {

    /**
     * @param argument as the sender wrote it
     * @return {@link Commands#DONE}, or why it could not be done, in a sentence
     * @throws RuntimeException whose message is the answer
     */
    String carryOut(String argument);
}
