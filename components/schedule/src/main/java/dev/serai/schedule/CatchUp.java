/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.schedule;

/** What is done with ticks that came while nobody was there for them: the process was away, or still busy with one before. */
public enum CatchUp {
    /** They are left out. */
    NONE,
    /** The last of them is made up for, the others are left out. */
    LAST,
    /** All are made up for, one after another in their order. */
    ALL
}
