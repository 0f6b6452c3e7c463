/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.connector;

/** What happens when as many messages wait as may. */
public enum Overflow {
    /** Nothing more is taken from the other side. */
    WAIT("wait"),
    DROP_OLDEST("dropOldest"),
    DROP_NEWEST("dropNewest");

    private final String option;

    Overflow(String option) {
        this.option = option;
    }

    /** As routes and declarations write it. */
    public String option() {
        return option;
    }

    /** @throws IllegalArgumentException when there is none that is written so */
    public static Overflow of(Object option) {
        for (Overflow overflow : values()) {
            if (overflow.option.equals(option)) {
                return overflow;
            }
        }
        throw new IllegalArgumentException("There is no overflow rule '" + option + "'.");
    }
}
