/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.workflow;

/** What a step does when it did not get what it waited for. */
public enum Reaction {
    /** It fails. */
    FAIL,
    /** The route goes on, and a header says what happened. */
    CONTINUE
}
