/*
 * Copyright the Serai authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.serai.runtime.workspace;

import java.util.regex.Pattern;

/** The durations that Camel reads. It also "reads" others, by dropping what it does not understand. */
public final class Durations {

    private static final String UNIT = "(ms|millis|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)";
    private static final Pattern READABLE =
            Pattern.compile("(?i)-?\\d+|(\\d+(\\.\\d+)?\\s*" + UNIT + "\\s*)+|P[0-9.DTHMS]+");

    private Durations() {}

    /** Whether Camel reads a text as a duration; its own parser fails in ways that say nothing. */
    public static boolean readable(String text) {
        return READABLE.matcher(text).matches();
    }
}
