/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow.history;

/** What became of a request from outside the runtime. */
public enum Carried {
    /** The runtime that has the store has carried it out. */
    BY_RUNTIME,
    /** No runtime runs, so it was written into the store; the execution goes on at the next start. */
    INTO_STORE,
    /** The runtime that has the store has not answered yet. The request stays, and the runtime carries it out. */
    NOT_YET
}
