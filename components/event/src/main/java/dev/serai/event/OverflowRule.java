/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.event;

import java.util.Arrays;

/** What becomes of an event for which a subscriber's buffer in memory has no room. */
enum OverflowRule {
    /** It becomes a dead letter of the subscriber, which can be replayed. */
    DEAD_LETTER("deadLetter"),
    /** The oldest that waits is dropped in its place. */
    DROP_OLDEST("dropOldest"),
    /** It is dropped itself. */
    DROP_NEWEST("dropNewest"),
    /** Whoever publishes it is refused, and nobody gets it. */
    FAIL("fail");

    private final String option;

    OverflowRule(String option) {
        this.option = option;
    }

    /** As routes write it. */
    String option() {
        return option;
    }

    /** The rule that is written so. */
    static OverflowRule of(String option) {
        return Arrays.stream(values())
                .filter(rule -> rule.option.equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no overflow rule '" + option + "'."));
    }
}
