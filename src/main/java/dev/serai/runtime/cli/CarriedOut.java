/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.cli;

import dev.serai.workflow.history.Carried;

/** Says what became of a request to the runtime. */
final class CarriedOut {

    private CarriedOut() {}

    /** @param what was asked for, such as {@code The signal 'paid'} */
    static String sentence(String what, Carried carried) {
        return what
                + switch (carried) {
                    case BY_RUNTIME -> " was taken.";
                    case INTO_STORE ->
                        " was taken. No runtime runs: the execution goes on when the workspace runs again.";
                    case NOT_YET ->
                        " waits in the store: the runtime that has it has not answered yet, and takes it as soon as it"
                                + " can.";
                };
    }
}
